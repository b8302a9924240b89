// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/CalibrationDialog.h"

#include <gmock/gmock.h>

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

#include "dialogs/ErrorTable.h"
#include "record/CalibrationStore.h"
#include "support/TemporaryFolder.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using sagebench::test::TemporaryFolder;
using testing::HasSubstr;
using testing::SizeIs;

/// A few short streams.
RunPlan smallPlan() {
    RunPlan plan = test::plan({"small"}, 120);
    plan.workloads[0].promptTokens = TokenLengths(16);
    plan.workloads[0].outputTokens = TokenLengths(2);
    plan.workloads[0].concurrency = 16;
    return plan;
}

class CalibrationDialogTest : public testing::Test {
  protected:
    CalibrationDialogTest() { qputenv("XDG_DATA_HOME", folder.path().c_str()); }
    ~CalibrationDialogTest() override { qunsetenv("XDG_DATA_HOME"); }

    void open(const std::optional<RunPlan>& plan, const std::string& program) {
        dialog = std::make_unique<CalibrationDialog>(plan, program);
        dialog->show();
    }
    void press(const char* name) {
        QTest::mouseClick(dialog->findChild<QPushButton*>(name), Qt::LeftButton);
    }
    bool waitForEnd() {
        return QTest::qWaitFor(
            [this] { return dialog->findChild<QPushButton*>("start")->isEnabled(); }, 60'000);
    }
    QString message() { return dialog->findChild<QLabel*>("message")->text(); }
    QString cell(int row, int column) {
        return dialog->findChild<ErrorTable*>()->item(row, column)->text();
    }

    TemporaryFolder folder;
    std::unique_ptr<CalibrationDialog> dialog;
};

TEST_F(CalibrationDialogTest, measuresThePlansLoadAndKeepsTheResult) {
    open(smallPlan(), SAGEBENCH_BINARY);
    EXPECT_TRUE(dialog->findChild<QRadioButton*>("ofPlan")->isChecked());
    EXPECT_EQ(cell(0, 0), "n/a");
    press("start");
    ASSERT_TRUE(waitForEnd());
    // Nothing is kept where others took the machine meanwhile.
    for (int again = 0; again < 200 && message().contains("the machine was busy"); ++again) {
        press("start");
        ASSERT_TRUE(waitForEnd());
    }
    EXPECT_THAT(message().toStdString(), HasSubstr("calibrations.json"));
    EXPECT_TRUE(cell(0, 0).contains('.')) << cell(0, 0).toStdString();
    EXPECT_EQ(dialog->findChild<QListWidget*>()->count(), 1);
    const auto kept = CalibrationStore().read();
    ASSERT_TRUE(kept);
    EXPECT_THAT(*kept, SizeIs(1));
}

TEST_F(CalibrationDialogTest, offersTheStandardWhereThePlanCannotBeRun) {
    open(std::nullopt, "unused");
    EXPECT_FALSE(dialog->findChild<QRadioButton*>("ofPlan")->isEnabled());
    EXPECT_TRUE(dialog->findChild<QRadioButton*>("standard")->isChecked());
}

TEST_F(CalibrationDialogTest, saysWhatItCouldNotStart) {
    open(smallPlan(), "/no/such/program");
    press("start");
    ASSERT_TRUE(waitForEnd());
    EXPECT_THAT(message().toStdString(), HasSubstr("/no/such/program"));
    EXPECT_THAT(CalibrationStore().read().value(), SizeIs(0));
}

TEST_F(CalibrationDialogTest, escapeStopsAndCloses) {
    RunPlan plan = smallPlan();
    plan.workloads[0].numRequests = 100'000;
    open(plan, SAGEBENCH_BINARY);
    press("start");
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return !dialog->findChild<QLabel*>("stage")->text().isEmpty(); }));
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    EXPECT_TRUE(QTest::qWaitFor([this] { return !dialog->isVisible(); }, 20'000));
    EXPECT_EQ(message(), "Stopped; nothing was kept.");
}

}  // namespace
}  // namespace sagebench::ui
