// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CalibrationPlan.h"

#include <gmock/gmock.h>

#include "campaign/CalibrationOutcome.h"
#include "plan/PlanFile.h"

namespace sagebench {
namespace {

using testing::HasSubstr;

RunPlan planOf(int concurrency) {
    RunPlan plan;
    plan.workloads = {{.name = "w", .promptTokens = 8, .outputTokens = 8, .numRequests = 10}};
    plan.workloads[0].concurrency = concurrency;
    plan.seed = 7;
    return plan;
}

TEST(CalibrationPlan, theStandardBurstIsAThousandStreamsAtOnce) {
    const WorkloadSpec burst = burstOf(1000, 64);
    EXPECT_EQ(burst.numRequests, 1000);
    EXPECT_EQ(burst.concurrency, std::nullopt);
    EXPECT_EQ(burst.outputTokens, TokenLengths(64));
    RunPlan plan;
    plan.workloads = {burst};
    EXPECT_TRUE(validate(plan));
}

TEST(CalibrationPlan, runsTheLoadAgainstTheReferenceServerWithIds) {
    CalibrationSpec spec;
    spec.seed = 9;
    spec.endpoint = "completions";
    const RunPlan plan =
        calibrationPlan(spec, planOf(3).workloads, "http://127.0.0.1:4000", "/tmp/x");
    EXPECT_EQ(plan.workloads, planOf(3).workloads);
    EXPECT_EQ(plan.backend.id, "openai");
    EXPECT_EQ(plan.backend.baseUrl, "http://127.0.0.1:4000");
    EXPECT_EQ(plan.backend.options, (std::map<std::string, std::string>{{"endpoint", "completions"},
                                                                        {"request_ids", "true"}}));
    EXPECT_EQ(plan.seed, 9u);
    EXPECT_EQ(plan.output.folder, "/tmp/x");
}

TEST(CalibrationPlan, ofASweepTheHighestLoadCounts) {
    RunPlan plan = planOf(1);
    plan.sweep = SweepSpec{LoadAxis::Concurrency, {4, 32, 8}};
    EXPECT_EQ(workloadsToCalibrate(plan)->at(0).concurrency, 32);
    EXPECT_EQ(workloadsToCalibrate(planOf(5))->at(0).concurrency, 5);
}

TEST(CalibrationPlan, aSearchHasNoLoadToCalibrate) {
    RunPlan plan = planOf(1);
    plan.search = SearchSpec{};
    const auto workloads = workloadsToCalibrate(plan);
    ASSERT_FALSE(workloads);
    EXPECT_EQ(workloads.error().kind, ErrorKind::Usage);
    EXPECT_THAT(workloads.error().message, HasSubstr("sagellm-benchmark calibrate"));
}

TEST(CalibrationPlan, theShapeIsThatOfLoadAndPace) {
    CalibrationSpec spec;
    spec.workloads = planOf(4).workloads;
    const std::string shape = loadShape(spec);
    CalibrationSpec same = spec;
    same.seed = 99;
    same.folder = "elsewhere";
    EXPECT_EQ(loadShape(same), shape);
    same.pace.gap = std::chrono::milliseconds(20);
    EXPECT_NE(loadShape(same), shape);
    spec.workloads = planOf(5).workloads;
    EXPECT_NE(loadShape(spec), shape);
    CalibrationSpec standard;
    standard.search = true;
    EXPECT_NE(loadShape(standard), loadShape({}));
}

CalibrationPoint pointWith(double ttftMs, double gapMs) {
    CalibrationPoint point;
    point.errors.ttft = ErrorSpread{.count = 10, .absP99 = ttftMs};
    point.errors.itl = ErrorSpread{.count = 90, .absP99 = gapMs};
    point.matched = 10;
    point.verdict = "valid";
    return point;
}

TEST(Within1Ms, holdsForTtftAndGapsOfARunThatLostNothing) {
    EXPECT_TRUE(isWithin1Ms(pointWith(1, 1)));
    EXPECT_FALSE(isWithin1Ms(pointWith(1.001, 0)));
    EXPECT_FALSE(isWithin1Ms(pointWith(0, 1.001)));
    CalibrationPoint lost = pointWith(0, 0);
    lost.unmatched = 1;
    EXPECT_FALSE(isWithin1Ms(lost));
    CalibrationPoint limited = pointWith(0, 0);
    limited.verdict = "client_limited";
    EXPECT_FALSE(isWithin1Ms(limited));
    EXPECT_FALSE(isWithin1Ms(CalibrationPoint{}));
}

CalibrationStepResult step(int streams, double eventsPerSecond, bool within1Ms) {
    CalibrationStepResult out;
    out.label = "search-" + std::to_string(streams);
    out.streams = streams;
    out.point = pointWith(within1Ms ? 0.1 : 5, 0.1);
    out.point.strain = {static_cast<std::uint64_t>(streams), eventsPerSecond};
    out.point.measuredAt = 1'700'000'000;
    out.within1Ms = within1Ms;
    return out;
}

TEST(MeasurableRate, isTheHighestOfTheSearchWithin1Ms) {
    CalibrationStepResult burst = step(1000, 64'000, true);
    burst.streams.reset();
    const std::vector steps = {burst, step(125, 12'500, true), step(500, 49'000, true),
                               step(1000, 98'000, false)};
    EXPECT_EQ(measurableRate(steps, false), (MeasurableRate{49'000, false, 1'700'000'000}));
    EXPECT_EQ(measurableRate({burst}, true), std::nullopt);
}

TEST(MeasurableRate, ofALevelThatRanTwiceTheLastCounts) {
    const std::vector steps = {step(125, 12'500, true), step(250, 25'000, false),
                               step(250, 24'000, true)};
    EXPECT_EQ(measurableRate(steps, true)->eventsPerSecond, 24'000);
}

TEST(PointsOf, keepsTheLastOfALoadWhereItCanBeTrusted) {
    std::vector steps = {step(125, 12'500, true), step(250, 25'000, false),
                         step(250, 24'000, true)};
    for (CalibrationStepResult& each : steps) {
        each.point.matched = 250;
    }
    EXPECT_EQ(pointsOf(steps).size(), 2u);
    EXPECT_TRUE(notKept(steps).empty());
    steps[2].point.verdict = "machine_busy";
    EXPECT_EQ(pointsOf(steps).size(), 1u);
    EXPECT_THAT(notKept(steps), testing::ElementsAre("search-250 is not kept for later reports: "
                                                     "the machine was busy with other work"));
    steps[0].point.matched = 99;
    EXPECT_TRUE(pointsOf(steps).empty());
    EXPECT_THAT(notKept(steps)[0], HasSubstr("only 99 requests were compared, 100 are needed"));
    steps[0].point.matched = 198;
    steps[0].point.unmatched = 3;
    EXPECT_THAT(notKept(steps)[0], HasSubstr("3 of 201 requests could not be compared"));
}

}  // namespace
}  // namespace sagebench
