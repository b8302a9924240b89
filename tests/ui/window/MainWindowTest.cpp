// SPDX-License-Identifier: GPL-3.0-or-later
#include "MainWindow.h"

#include <gmock/gmock.h>

#include <QDropEvent>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include "MainActions.h"
#include "MainPages.h"
#include "base/Files.h"
#include "pages/SetupPanel.h"
#include "plan/PlanFile.h"
#include "run/RunController.h"
#include "run/RunDocument.h"
#include "support/FaultServer.h"
#include "support/TemporaryFolder.h"
#include "ui/support/Documents.h"
#include "widgets/MessageBar.h"
#include "widgets/WelcomePage.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

using sagebench::test::TemporaryFolder;

class MainWindowTest : public testing::Test {
  protected:
    MainWindowTest() {
        QSettings().clear();
        window = std::make_unique<MainWindow>();
        window->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(window.get()));
    }

    RunPlan plan(const std::string& pace) const {
        RunPlan plan;
        plan.workloads = builtinWorkloads();
        plan.backend.options = {{"pace", pace}};
        plan.output.folder = (folder.path() / "results").string();
        return plan;
    }
    bool waitFor(RunState state) const {
        return QTest::qWaitFor(
            [&] { return window->document().state() == state && !window->controller().isBusy(); },
            60'000);
    }
    QString message() const { return window->pages().messages().text(); }
    void drop(const QString& path) const {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &event);
    }
    QString write(const std::string& name, const std::string& text) const {
        const auto path = folder.path() / name;
        EXPECT_TRUE(writeFileAtomically(path, text));
        return QString::fromStdString(path.string());
    }

    TemporaryFolder folder;
    std::unique_ptr<MainWindow> window;
};

TEST_F(MainWindowTest, theFirstStartOffersTheSimulationInOneClick) {
    EXPECT_TRUE(window->pages().welcome().isVisible());
    RunPlan first = plan("virtual");
    first.workloads.resize(1);
    window->setup().setPlan(first);
    QTest::mouseClick(window->pages().welcome().findChild<QWidget*>("simulate"), Qt::LeftButton);
    EXPECT_FALSE(window->pages().welcome().isVisible());
    EXPECT_TRUE(waitFor(RunState::Done));
    EXPECT_EQ(window->document().info().engine.backend, "mock");
}

TEST_F(MainWindowTest, theWholeRound) {
    window->setup().setPlan(plan("real"));
    QSignalSpy snapshots(&window->document(), &RunDocument::snapshotAdded);
    QTest::keyClick(window.get(), Qt::Key_F5);
    ASSERT_TRUE(waitFor(RunState::Done)) << message().toStdString();
    EXPECT_GT(snapshots.count(), 10);
    EXPECT_EQ(window->document().summary().workloads.size(), builtinWorkloads().size());

    const QString results = QString::fromStdString((folder.path() / "results").string());
    const auto rows = window->document().rows().size();
    const auto report = readFile(folder.path() / "results" / "REPORT.md");
    window->document().clear();
    window->openResults(results);
    ASSERT_TRUE(waitFor(RunState::Done));
    EXPECT_EQ(window->document().rows().size(), rows);
    EXPECT_EQ(window->document().summary().workloads.size(), builtinWorkloads().size());
    EXPECT_TRUE(report);
}

TEST_F(MainWindowTest, escStopsHalfWayAndKeepsWhatWasMeasured) {
    RunPlan half = plan("real");
    half.workloads.front().numRequests = 2000;
    window->setup().setPlan(half);
    QTest::keyClick(window.get(), Qt::Key_F5);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->document().rows().size() > 2; }, 30'000));
    QTest::keyClick(window.get(), Qt::Key_Escape);
    ASSERT_TRUE(waitFor(RunState::Stopped));
    EXPECT_GT(window->document().summary().workloads.front().successfulRequests, 2u);
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "results" / "REPORT.md"));
}

TEST_F(MainWindowTest, runTellsWhatIsMissing) {
    RunPlan empty = plan("virtual");
    empty.workloads.clear();
    window->setup().setPlan(empty);
    QTest::keyClick(window.get(), Qt::Key_F5);
    EXPECT_EQ(window->document().state(), RunState::Empty);
    EXPECT_TRUE(message().contains("Run needs"));
}

TEST_F(MainWindowTest, aServerThatIsNotThereIsToldInTheWindow) {
    RunPlan nowhere = plan("virtual");
    nowhere.backend = {};
    nowhere.backend.id = "openai";
    nowhere.backend.baseUrl = "http://127.0.0.1:1";
    window->setup().setPlan(nowhere);
    window->run();
    ASSERT_TRUE(waitFor(RunState::Failed));
    EXPECT_TRUE(message().contains("127.0.0.1"));
    EXPECT_TRUE(window->actions().run->isEnabled());
}

TEST_F(MainWindowTest, aDroppedPlanIsLoadedAndDroppedResultsAreOpened) {
    RunPlan dropped = plan("virtual");
    dropped.workloads.resize(1);
    dropped.seed = 4711;
    drop(write("mine.json", toJson(dropped)));
    EXPECT_EQ(window->setup().plan().seed, 4711u) << message().toStdString();

    window->run();
    ASSERT_TRUE(waitFor(RunState::Done));
    window->document().clear();
    drop(QString::fromStdString((folder.path() / "results" / "benchmark_summary.json").string()));
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->document().state() == RunState::Done; }));
}

TEST_F(MainWindowTest, aBrokenFileChangesNothing) {
    const RunPlan before = window->setup().plan();
    window->openPlan(write("broken.json", "{\n  \"workloads\": 7\n}\n"));
    EXPECT_TRUE(message().contains("broken.json:2")) << message().toStdString();
    EXPECT_EQ(window->setup().plan(), before);
    window->openAny("/nowhere/at/all.txt");
    EXPECT_TRUE(message().contains("neither a plan"));
    window->openResults(QString::fromStdString(folder.path().string()));
    EXPECT_TRUE(QTest::qWaitFor([&] { return message().contains("no results here"); }));
    EXPECT_EQ(window->document().state(), RunState::Empty);
}

TEST_F(MainWindowTest, closingDuringARunAsks) {
    RunPlan longOne = plan("real");
    longOne.workloads.front().numRequests = 2000;
    window->setup().setPlan(longOne);
    window->run();
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->document().rows().size() > 1; }, 30'000));
    const auto answer = [](const QString& wanted) {
        QTimer::singleShot(100, qApp, [wanted] {
            for (auto* button : QApplication::activeModalWidget()->findChildren<QPushButton*>()) {
                if (button->text().contains(wanted)) {
                    return button->click();
                }
            }
        });
    };
    answer("Cancel");
    EXPECT_FALSE(window->close());
    EXPECT_TRUE(window->controller().isBusy());
    answer("Stop");
    window->close();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !window->isVisible(); }, 30'000));
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "results" / "benchmark_summary.json"));
}

TEST_F(MainWindowTest, remembersItsLayout) {
    window->actions().showSetup->setChecked(false);
    window->close();
    EXPECT_FALSE(MainWindow().actions().showSetup->isChecked());
}

}  // namespace
}  // namespace sagebench::ui
