// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ErrorListModel.h"

#include <gmock/gmock.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "ui/models/TableDump.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using test::dump;
using test::dumpHeader;
using Mode = QAbstractItemModelTester::FailureReportingMode;

class ErrorListModelTest : public testing::Test {
  protected:
    RunDocument document;
    ErrorListModel model{document};
    QAbstractItemModelTester tester{&model, Mode::Fatal};
};

TEST_F(ErrorListModelTest, hasNoRowWithoutFailures) {
    EXPECT_EQ(model.rowCount(), 0);
    document.open(test::storedRun(10));
    EXPECT_EQ(model.rowCount(), 0);
}

TEST_F(ErrorListModelTest, tellsCountsAndFirstMessages) {
    StoredRun run = test::storedRun(50);
    run.workloads[1].metrics->errorsByCategory = {{"http_5xx", 7}, {"timeout", 12}};
    run.workloads[1].metrics->firstErrors = {{"http_5xx", {"503 busy", "500"}}};
    document.open(std::move(run));
    EXPECT_EQ(dump(model),
              "short | timeout | 2 | no answer within 0.5 s\n"
              "long | timeout | 12 | \n"
              "long | HTTP 5xx | 7 | 503 busy · 500");
    EXPECT_EQ(dumpHeader(model), "Workload | Error | Count | First messages");
}

TEST_F(ErrorListModelTest, countsWhileTheWorkloadRunsAndThenTakesItsFigures) {
    const RunPlan plan = test::plan({"short", "long"}, 100);
    document.beginLive(plan);
    const auto second = std::chrono::seconds(1);
    document.addSnapshot(test::snapshot(plan.workloads[0], 0, 100, Nanos(0), 4 * second));
    EXPECT_EQ(dump(model), "short | timeout | 1 | no answer within 0.5 s");
    document.addSnapshot(test::snapshot(plan.workloads[0], 0, 100, 4 * second, 6 * second));
    EXPECT_EQ(dump(model), "short | timeout | 2 | no answer within 0.5 s");
    QSignalSpy done(&document, &RunDocument::workloadDone);
    document.addWorkload(test::workloadResult(plan.workloads[0], test::records(100)));
    ASSERT_TRUE(done.wait());
    EXPECT_EQ(dump(model), "short | timeout | 4 | no answer within 0.5 s");
    document.clear();
    EXPECT_EQ(model.rowCount(), 0);
}

}  // namespace
}  // namespace sagebench::ui
