// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/WorkloadDialog.h"

#include <gmock/gmock.h>

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "forms/FormGrid.h"

namespace sagebench::ui {
namespace {

struct WorkloadDialogTest : testing::Test {
    void type(const QString& field, const QString& text) {
        auto* line = dialog.findChild<QLineEdit*>(field);
        line->selectAll();
        line->del();
        QTest::keyClicks(line, text);
    }
    QString problem(const QString& field) { return grid()->problem(field); }
    FormGrid* grid() { return dialog.findChild<FormGrid*>(); }
    bool canAccept() {
        return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled();
    }
    WorkloadSpec spec{"a", "what", 10, 20, 30, 4, 0, false};
    WorkloadDialog dialog{spec, {"taken"}};
};

TEST_F(WorkloadDialogTest, givesWhatItWasGiven) {
    EXPECT_EQ(dialog.spec(), spec);
    EXPECT_TRUE(canAccept());
}

TEST_F(WorkloadDialogTest, givesWhatWasTyped) {
    type("name", "b");
    type("prompt_tokens", "1");
    type("output_tokens", "2");
    type("num_requests", "3");
    type("warmup", "5");
    type("description", "more words");
    dialog.findChild<QCheckBox*>("same_prompt")->click();
    const WorkloadSpec typed{"b", "more words", 1, 2, 3, 4, 5, true};
    EXPECT_EQ(dialog.spec(), typed);
}

TEST_F(WorkloadDialogTest, saysInPlaceWhatIsWrong) {
    type("name", "taken");
    type("num_requests", "0");
    EXPECT_EQ(problem("name"), "Another workload has this name");
    EXPECT_EQ(problem("num_requests"), "Must be a whole number from 1 to 100000000");
    EXPECT_EQ(grid()->editor("name")->accessibleDescription(), problem("name"));
    EXPECT_FALSE(canAccept());
    type("name", "free");
    type("num_requests", "1");
    EXPECT_EQ(problem("name"), "");
    EXPECT_TRUE(canAccept());
}

TEST_F(WorkloadDialogTest, allAtOnceNeedsNoNumber) {
    QWidget* both = grid()->editor("concurrency");
    auto* number = both->findChild<QLineEdit*>();
    QTest::keyClicks(number, "x");
    EXPECT_FALSE(canAccept());
    both->findChild<QCheckBox*>()->click();
    EXPECT_TRUE(canAccept());
    EXPECT_FALSE(number->isEnabled());
    EXPECT_EQ(dialog.spec().concurrency, std::nullopt);
}

TEST_F(WorkloadDialogTest, everyFieldHasANameForThoseWhoDoNotSee) {
    for (const QLineEdit* line : dialog.findChildren<QLineEdit*>()) {
        EXPECT_FALSE(line->accessibleName().isEmpty()) << line->objectName().toStdString();
    }
}

}  // namespace
}  // namespace sagebench::ui
