// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/PointResult.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "campaign/PointPlan.h"

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// An open loop of `rate` against an engine that answers `answered` a second, for 20 s.
std::shared_ptr<WorkloadResult> workload(double rate, double answered, std::optional<bool> met) {
    auto out = std::make_shared<WorkloadResult>();
    out->spec.name = "w";
    out->spec.arrival.process = ArrivalProcess::Constant;
    out->metrics.name = "w";
    out->metrics.totalRequests = out->metrics.successfulRequests = 100;
    out->metrics.durationSeconds = 20;
    out->metrics.sloMet = met;
    for (int i = 0; i < rate * 20; ++i) {
        RequestRecord record;
        record.scheduled = fromMs(i * 1e3 / rate);
        record.sent = *record.scheduled;
        record.finished = std::max(*record.scheduled, fromMs(i * 1e3 / answered)) + fromMs(100);
        out->records.push_back(record);
    }
    return out;
}

CampaignPoint point() {
    RunPlan plan;
    plan.workloads = {{.name = "w", .promptTokens = 1, .outputTokens = 1, .numRequests = 100}};
    plan.search = SearchSpec{};
    plan.slo.limits = {{SloMetric::Ttft, std::chrono::milliseconds(200), std::nullopt}};
    plan.seed = 7;
    return pointOf(plan, 4, 50);
}

RunResult runOf(std::shared_ptr<WorkloadResult> workload) {
    RunResult run;
    run.run.id = "run-4";
    run.workloads = {std::move(workload)};
    return run;
}

TEST(PointResult, MetWhereEveryWorkloadMetAndNothingQueued) {
    const auto result = judgePoint(point(), runOf(workload(50, 80, true)), PointEnd::Measured);
    EXPECT_EQ(result.met, true);
    EXPECT_THAT(result.reasons, IsEmpty());
    EXPECT_EQ(result.number, 4);
    EXPECT_EQ(result.runId, "run-4");
    EXPECT_EQ(result.seconds, 20);
    EXPECT_EQ(result.workloads[0].saturated, false);
}

TEST(PointResult, AMissedSloMisses) {
    const auto result = judgePoint(point(), runOf(workload(50, 80, false)), PointEnd::Measured);
    EXPECT_EQ(result.met, false);
    EXPECT_THAT(result.reasons, ElementsAre("w: the SLO was missed"));
}

TEST(PointResult, SaturatedMissesWhateverTheSloSays) {
    const auto result = judgePoint(point(), runOf(workload(50, 40, true)), PointEnd::Measured);
    EXPECT_EQ(result.met, false);
    EXPECT_THAT(result.reasons, ElementsAre(HasSubstr("its queue grew without bound, by 10 req")));
    EXPECT_NEAR(*result.workloads[0].growthRps, 10, 0.1);
}

TEST(PointResult, SentSlowerThanDueMisses) {
    const auto run = workload(50, 80, true);
    for (std::size_t i = 0; i < run->records.size(); ++i) {
        run->records[i].sent = fromMs(static_cast<double>(i) * 1e3 / 40);
    }
    const auto result = judgePoint(point(), runOf(run), PointEnd::Measured);
    EXPECT_EQ(result.met, false);
    EXPECT_THAT(result.reasons, ElementsAre("w: requests were sent at 40 a second, 50 were due"));
}

TEST(PointResult, ARunThatCannotBeTrustedIsNotCountedAsMet) {
    const auto run = workload(50, 80, true);
    run->metrics.validity = {"client_limited",
                             {"a client thread was busy 97 % of the time", "another reason"}};
    const auto result = judgePoint(point(), runOf(run), PointEnd::Measured);
    EXPECT_EQ(result.met, std::nullopt);
    EXPECT_TRUE(result.isDiscounted());
    EXPECT_THAT(result.reasons,
                ElementsAre("w: not counted as met, since the run is not valid (client_limited): a "
                            "client thread was busy 97 % of the time"));
    EXPECT_EQ(result.workloads[0].validityReason, "a client thread was busy 97 % of the time");
    run->metrics.validity.verdict = "too_few_samples";
    EXPECT_EQ(judgePoint(point(), runOf(run), PointEnd::Measured).met, true);
}

TEST(PointResult, AMissIsAMissWhoeverWasLate) {
    const auto run = workload(50, 80, false);
    run->metrics.validity = {"machine_busy", {"others"}};
    const auto result = judgePoint(point(), runOf(run), PointEnd::Measured);
    EXPECT_EQ(result.met, false);
    EXPECT_FALSE(result.isDiscounted());
    EXPECT_THAT(result.reasons, ElementsAre("w: the SLO was missed",
                                            "w: the run is not valid (machine_busy): others"));
}

TEST(PointResult, StoppedEarlyMisses) {
    const auto result = judgePoint(point(), runOf(workload(50, 80, true)), PointEnd::StoppedEarly);
    EXPECT_EQ(result.met, false);
}

TEST(PointResult, NoRequestThatSucceededMisses) {
    const auto run = workload(50, 80, std::nullopt);
    run->metrics.failedRequests = 100;
    const auto result = judgePoint(point(), runOf(run), PointEnd::Measured);
    EXPECT_EQ(result.met, false);
    EXPECT_THAT(result.reasons, ElementsAre("w: no request succeeded"));
}

TEST(PointResult, MoreFailuresThanTheTargetLeavesRoomForMiss) {
    const auto run = workload(50, 80, true);
    run->metrics.failedRequests = 1;  // of 100, and the target is 99 %
    EXPECT_EQ(judgePoint(point(), runOf(run), PointEnd::Measured).met, true);
    run->metrics.failedRequests = 47;
    const auto result = judgePoint(point(), runOf(run), PointEnd::Measured);
    EXPECT_EQ(result.met, false);
    EXPECT_THAT(result.reasons, ElementsAre("w: 47 % of the requests failed"));
}

TEST(PointResult, RefusedRequestsFailedAndAreNotOwed) {
    const auto run = workload(50, 80, true);
    run->metrics.failedRequests = 50;
    for (std::size_t i = 0; i < run->records.size(); i += 2) {
        run->records[i].outcome = Outcome::Failed;
        run->records[i].sent = Stamp();
        run->records[i].finished = *run->records[i].scheduled;
    }
    const auto result = judgePoint(point(), runOf(run), PointEnd::Measured);
    EXPECT_THAT(result.reasons, ElementsAre("w: 50 % of the requests failed"));
    EXPECT_NEAR(*result.workloads[0].sentRps, 50, 0.01);
}

TEST(PointResult, OwedRequestsWaitUntilTheRunEnds) {
    const auto run = workload(50, 80, true);
    for (std::size_t i = 50; i < run->records.size(); ++i) {
        if (i % 5 == 4) {  // from the second second on 10 a second are never sent
            run->records[i].outcome = Outcome::Cancelled;
            run->records[i].sent = run->records[i].finished = Stamp();
        }
    }
    const auto result = judgePoint(point(), runOf(run), PointEnd::Measured);
    EXPECT_EQ(result.met, false);
    EXPECT_EQ(result.workloads[0].saturated, true);
    EXPECT_NEAR(*result.workloads[0].growthRps, 10, 0.2);
    EXPECT_THAT(result.reasons,
                ElementsAre(HasSubstr("its queue grew without bound"),
                            "w: requests were sent at 40.49 a second, 50 were due"));
}

TEST(PointResult, RequestsThatWereGivenUpAreInTheTrend) {
    const auto run = workload(50, 80, true);
    for (std::size_t i = 50; i < run->records.size(); ++i) {
        if (i % 5 == 4) {  // sent, and no word of an end
            run->records[i].outcome = Outcome::Cancelled;
            run->records[i].finished = Stamp();
        }
    }
    const auto result = judgePoint(point(), runOf(run), PointEnd::Measured);
    EXPECT_NEAR(*result.workloads[0].growthRps, 10, 0.2);
    EXPECT_THAT(result.reasons, ElementsAre(HasSubstr("its queue grew without bound")));
}

TEST(PointResult, AQueueThatCouldNotBeTestedIsSaidAndDoesNotMiss) {
    const auto run = workload(1, 80, true);  // 20 requests
    const auto result = judgePoint(point(), runOf(run), PointEnd::Measured);
    EXPECT_EQ(result.met, true);
    EXPECT_EQ(result.workloads[0].saturated, std::nullopt);
    EXPECT_THAT(result.reasons, ElementsAre(HasSubstr("w: the run is too short to tell whether")));
    run->spec.arrival.process = ArrivalProcess::Closed;
    EXPECT_THAT(judgePoint(point(), runOf(run), PointEnd::Measured).reasons, IsEmpty());
}

TEST(PointResult, WithoutSloOrEndThereIsNoVerdict) {
    CampaignPoint free = point();
    free.plan.slo.limits.clear();
    EXPECT_EQ(judgePoint(free, runOf(workload(50, 80, {})), PointEnd::Measured).met, std::nullopt);
    const auto cut = judgePoint(point(), runOf(workload(50, 80, true)), PointEnd::Interrupted);
    EXPECT_EQ(cut.met, std::nullopt);
}

}  // namespace
}  // namespace sagebench
