// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/RunDocument.h"

#include <gmock/gmock.h>

#include <QSignalSpy>
#include <QTest>

#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using std::chrono::milliseconds;

bool reaches(const RunDocument& document, RunState state) {
    return QTest::qWaitFor([&] { return document.state() == state; });
}

RunResult resultOf(const RunPlan& plan, std::vector<WorkloadResultPtr> workloads) {
    return {test::info(plan), std::move(workloads), false, std::nullopt};
}

TEST(RunDocument, followsARunFromItsStartToItsEnd) {
    RunDocument document;
    const RunPlan plan = test::plan({"short"}, 50);
    document.beginLive(plan);
    EXPECT_EQ(document.state(), RunState::Running);
    EXPECT_FALSE(document.hasInfo());
    document.noteStarted(test::info(plan));
    document.addSnapshot(test::snapshot(plan.workloads[0], 0, 50, Nanos(0), milliseconds(1000)));
    EXPECT_EQ(document.currentWorkload(), 0);
    EXPECT_EQ(document.rows().size(), 8u) << "those that ended within the first second";
    EXPECT_FALSE(document.workloads()[0].metrics);

    const auto result = test::workloadResult(plan.workloads[0], test::records(50));
    document.addWorkload(result);
    document.endLive(resultOf(plan, {result}));
    ASSERT_TRUE(reaches(document, RunState::Done));
    EXPECT_EQ(document.rows().size(), 50u);
    EXPECT_EQ(document.workloads()[0].metrics->successfulRequests, 48u);
    EXPECT_EQ(document.workloads()[0].series->totals().ok, 48u);
    EXPECT_EQ(document.summary().workloads.size(), 1u);
}

TEST(RunDocument, keepsTheLastRowsOfALongWorkload) {
    RunDocument document;
    const RunPlan plan = test::plan({"short"}, 50);
    document.beginLive(plan);
    auto full = std::make_shared<RunSnapshot>(
        *test::snapshot(plan.workloads[0], 0, 50, Nanos(0), milliseconds(10)));
    for (int i = 0; i < 25; ++i) {
        full->finished.assign(10'000, RequestBrief{});
        document.addSnapshot(std::make_shared<RunSnapshot>(*full));
    }
    EXPECT_LE(document.rows().size(), RunDocument::kLiveRows);
    EXPECT_EQ(document.rows().size() + document.droppedRows(), 250'000u);
}

TEST(RunDocument, aRunThatFailsAfterAWorkloadKeepsIt) {
    RunDocument document;
    const RunPlan plan = test::plan({"short", "long"}, 10);
    document.beginLive(plan);
    const auto result = test::workloadResult(plan.workloads[0], test::records(10));
    document.addWorkload(result);
    RunResult broken = resultOf(plan, {result});
    broken.failure = Error{ErrorKind::Run, "the server went away"};
    document.endLive(broken);
    ASSERT_TRUE(reaches(document, RunState::Failed));
    EXPECT_EQ(document.failure()->message, "the server went away");
    EXPECT_EQ(document.rows().size(), 10u);
}

TEST(RunDocument, stoppingBeforeAnythingWasMeasuredIsNoFailure) {
    RunDocument document;
    document.beginLive(test::plan());
    document.noteStopping();
    EXPECT_EQ(document.state(), RunState::Stopping);
    document.failLive({ErrorKind::Cancelled, "stopped"});
    EXPECT_EQ(document.state(), RunState::Stopped);
    EXPECT_FALSE(document.failure());
}

TEST(RunDocument, aNewRunDoesNotTakeWhatIsLeftOfTheOneBefore) {
    RunDocument document;
    const RunPlan plan = test::plan({"short"}, 50);
    document.beginLive(plan);
    document.addWorkload(test::workloadResult(plan.workloads[0], test::records(50)));
    document.beginLive(plan);
    QTest::qWait(50);
    EXPECT_TRUE(document.rows().empty());
}

TEST(RunDocument, opensAnEarlierRun) {
    RunDocument document;
    QSignalSpy replaced(&document, &RunDocument::replaced);
    document.open(test::storedRun(50));
    EXPECT_EQ(replaced.count(), 1);
    EXPECT_EQ(document.state(), RunState::Done);
    EXPECT_EQ(document.rows().size(), 100u);
    EXPECT_EQ(document.currentWorkload(), 1);
    EXPECT_EQ(document.summary().workloads.size(), 2u);
    EXPECT_TRUE(document.recordsOf()("short"));
    document.clear();
    EXPECT_EQ(document.state(), RunState::Empty);
    EXPECT_TRUE(document.rows().empty());
}

}  // namespace
}  // namespace sagebench::ui
