// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/RecentFiles.h"

#include <gmock/gmock.h>

#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <fstream>

#include "support/TemporaryFolder.h"

namespace sagebench::ui {
namespace {

struct RecentFilesTest : testing::Test {
    void SetUp() override { QSettings().clear(); }
    QString made(const std::string& name) {
        std::ofstream(folder / name) << "x";
        return QString::fromStdString((folder / name).string());
    }
    static QStringList texts(const QMenu& menu) {
        QStringList all;
        for (const QAction* action : menu.actions()) {
            all += action->text();
        }
        return all;
    }
    test::TemporaryFolder folder;
    RecentFiles recent{"recent/plans"};
};

TEST_F(RecentFilesTest, areTheNewestFirstAndEachOnce) {
    QSignalSpy changed(&recent, &RecentFiles::changed);
    recent.add(made("a"));
    recent.add(made("b"));
    recent.add(made("a"));
    EXPECT_EQ(recent.paths(), (QStringList{made("a"), made("b")}));
    EXPECT_EQ(changed.count(), 3);
    EXPECT_EQ(RecentFiles("recent/plans").paths(), recent.paths());
    EXPECT_EQ(RecentFiles("recent/other").paths(), QStringList());
}

TEST_F(RecentFilesTest, areTenAtMostAndOnlyThoseThatAreThere) {
    for (int i = 0; i < 12; ++i) {
        recent.add(made("f" + std::to_string(i)));
    }
    EXPECT_EQ(recent.paths().size(), 10);
    std::filesystem::remove(folder / "f11");
    EXPECT_EQ(recent.paths().size(), 9);
    EXPECT_EQ(recent.paths().front(), made("f10"));
}

TEST_F(RecentFilesTest, fillAMenu) {
    QMenu menu;
    recent.fill(menu);
    EXPECT_FALSE(menu.isEnabled());
    recent.add(made("b&c.json"));
    recent.add(made("a.json"));
    const QString in = " (" + QString::fromStdString(folder.path().filename().string()) + ")";
    EXPECT_EQ(texts(menu), (QStringList{"&1  a.json" + in, "&2  b&&c.json" + in, "", "&Clear"}));
    QSignalSpy picked(&recent, &RecentFiles::picked);
    menu.actions()[1]->trigger();
    EXPECT_EQ(picked.value(0).value(0).toString(), made("b&c.json"));
    menu.actions().back()->trigger();
    QTest::qWait(0);
    EXPECT_EQ(recent.paths(), QStringList());
    EXPECT_FALSE(menu.isEnabled());
}

}  // namespace
}  // namespace sagebench::ui
