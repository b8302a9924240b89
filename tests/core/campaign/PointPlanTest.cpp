// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/PointPlan.h"

#include <gmock/gmock.h>

#include <set>

namespace sagebench {
namespace {

RunPlan sweepOf(LoadAxis axis) {
    RunPlan plan;
    plan.workloads = {{.name = "w", .promptTokens = 128, .outputTokens = 64, .numRequests = 5}};
    plan.sweep = SweepSpec{axis, {1, 2}};
    plan.seed = 7;
    plan.output.folder = "out";
    return plan;
}

TEST(PointPlan, ARateIsSetAndTheRestIsAsItWas) {
    RunPlan plan = sweepOf(LoadAxis::Rate);
    plan.workloads[0].arrival.process = ArrivalProcess::Poisson;
    const CampaignPoint point = pointOf(plan, 3, 2.5);
    EXPECT_EQ(point.label, "rate-2.5");
    EXPECT_EQ(point.folder, "runs/003-rate-2.5");
    RunPlan expected = plan;
    expected.workloads[0].arrival.rate = 2.5;
    expected.sweep.reset();
    expected.seed = pointSeed(7, 3);
    expected.output.folder = "out/runs/003-rate-2.5";
    EXPECT_EQ(point.plan, expected);
}

TEST(PointPlan, EveryAxisSetsItsOwn) {
    EXPECT_EQ(pointOf(sweepOf(LoadAxis::Concurrency), 1, 16).plan.workloads[0].concurrency, 16);
    EXPECT_EQ(pointOf(sweepOf(LoadAxis::InputTokens), 1, 512).plan.workloads[0].promptTokens,
              TokenLengths(512));
    const CampaignPoint output = pointOf(sweepOf(LoadAxis::OutputTokens), 12, 1024);
    EXPECT_EQ(output.plan.workloads[0].outputTokens, TokenLengths(1024));
    EXPECT_EQ(output.folder, "runs/012-output-tokens-1024");
}

TEST(PointPlan, EachPointHasASeedOfItsOwn) {
    std::set<std::uint64_t> seeds;
    for (int number = 1; number <= 100; ++number) {
        seeds.insert(pointSeed(7, number));
        seeds.insert(pointSeed(8, number));
    }
    EXPECT_EQ(seeds.size(), 200u);
    EXPECT_LT(*seeds.rbegin(), 1ull << 53);
}

TEST(PointPlan, ANumberThatWasGivenIsKept) {
    EXPECT_EQ(pointOf(sweepOf(LoadAxis::Concurrency), 1, 16).plan.workloads[0].numRequests, 5);
}

TEST(PointPlan, WithoutOneTheLoadDecides) {
    RunPlan plan = sweepOf(LoadAxis::Concurrency);
    plan.workloads[0].numRequests = 0;
    EXPECT_EQ(pointOf(plan, 1, 16).plan.workloads[0].numRequests, 160);
    plan.workloads[0].duration = std::chrono::seconds(60);
    EXPECT_EQ(pointOf(plan, 1, 16).plan.workloads[0].numRequests, 0);
}

TEST(PointPlan, AWindowLongEnoughForTheQueueAndThePercentile) {
    EXPECT_EQ(requestsOfPoint(LoadAxis::Rate, 80, true), 1600);
    EXPECT_EQ(requestsOfPoint(LoadAxis::Rate, 0.5, true), 100);
    EXPECT_EQ(requestsOfPoint(LoadAxis::Rate, 80, false), 1600);
    EXPECT_EQ(requestsOfPoint(LoadAxis::Concurrency, 4, true), 100);
    EXPECT_EQ(requestsOfPoint(LoadAxis::Concurrency, 64, true), 640);
    EXPECT_EQ(requestsOfPoint(LoadAxis::Concurrency, 1, false), 20);
}

}  // namespace
}  // namespace sagebench
