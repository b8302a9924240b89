// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "CampaignProgress.h"
#include "PlanResolution.h"
#include "plan/PlanFile.h"

namespace sagebench::app {
namespace {

using testing::HasSubstr;

Result<std::vector<WorkloadSpec>> select(std::string_view selector) {
    if (selector == "year1") {
        return std::vector<WorkloadSpec>(3);
    }
    if (selector != "short_input" && selector != "mine.json") {
        return fail(ErrorKind::Usage, "unknown");
    }
    const std::string name = selector == "mine.json" ? "mine" : "short_input";
    return std::vector<WorkloadSpec>{
        {.name = name, .promptTokens = 128, .outputTokens = 128, .numRequests = 5}};
}

RunOptions search(LoadAxis axis = LoadAxis::Rate) {
    RunOptions options;
    options.campaign.search = SearchSpec{.axis = axis};
    return options;
}

WorkloadSpec first(const RunOptions& options, const std::optional<RunPlan>& file = std::nullopt) {
    const auto plan = resolvePlan(options, file, 1, select);
    EXPECT_TRUE(plan) << plan.error().message;
    return plan ? plan->workloads.front() : WorkloadSpec();
}

std::string problem(const RunOptions& options) {
    const auto plan = resolvePlan(options, std::nullopt, 1, select);
    return plan ? "none" : plan.error().message;
}

TEST(CampaignResolution, ASearchTakesTheShortWorkloadWhereNoneIsGiven) {
    const auto plan = resolvePlan(search(), std::nullopt, 1, select);
    ASSERT_EQ(plan->workloads.size(), 1u);
    EXPECT_EQ(plan->workloads[0].name, "short_input");
}

TEST(CampaignResolution, ARepeatAndADifferenceOverrideThePlans) {
    RunOptions options;
    RunPlan file;
    file.repeat = 3;
    file.difference = 0.1;
    EXPECT_EQ(resolvePlan(options, file, 1, select)->repeat, 3);
    options.campaign.repeat = 5;
    options.campaign.difference = 0.05;
    const auto plan = resolvePlan(options, file, 1, select);
    EXPECT_EQ(plan->repeat, 5);
    EXPECT_EQ(plan->difference, 0.05);
    EXPECT_EQ(plan->workloads.size(), 3u) << "those of an ordinary run";
}

TEST(CampaignResolution, ARateMakesAPoissonLoadUnlessAnotherIsSaid) {
    EXPECT_EQ(first(search()).arrival.process, ArrivalProcess::Poisson);
    RunOptions constant = search();
    constant.traffic.arrival = ArrivalProcess::Constant;
    EXPECT_EQ(first(constant).arrival.process, ArrivalProcess::Constant);
    RunOptions bursty = search();
    bursty.traffic.burstiness = 0.5;
    EXPECT_EQ(first(bursty).arrival.process, ArrivalProcess::Gamma);
    EXPECT_EQ(first(search(LoadAxis::Concurrency)).arrival.process, ArrivalProcess::Closed);
}

TEST(CampaignResolution, AnExplicitClosedLoopHasNoRate) {
    RunOptions closed = search();
    closed.traffic.arrival = ArrivalProcess::Closed;
    auto plan = resolvePlan(closed, std::nullopt, 1, select);
    ASSERT_TRUE(plan);
    plan->slo.limits = {{SloMetric::Ttft, std::chrono::milliseconds(200), std::nullopt}};
    EXPECT_THAT(validate(*plan).error().message, HasSubstr("is a closed loop, which has no rate"));
}

TEST(CampaignResolution, OnlyABuiltInWorkloadsNumberIsReplaced) {
    EXPECT_EQ(first(search()).numRequests, 0);
    RunOptions given = search();
    given.numRequests = 300;
    EXPECT_EQ(first(given).numRequests, 300);
    RunOptions file = search();
    file.workloads = {"mine.json"};
    EXPECT_EQ(first(file).numRequests, 5);
    RunPlan plan;
    plan.workloads = *select("short_input");
    EXPECT_EQ(first(search(), plan).numRequests, 5);
    RunOptions lengths;
    lengths.workloads = {"short_input"};
    lengths.campaign.sweep = SweepSpec{LoadAxis::InputTokens, {64, 128}};
    EXPECT_EQ(first(lengths).numRequests, 5);
}

TEST(CampaignResolution, GivenOnesReplaceThePlansWhicheverItHas) {
    RunPlan file;
    file.workloads = *select("short_input");
    file.sweep = SweepSpec{LoadAxis::Rate, {1, 2}};
    const auto plan = resolvePlan(search(), file, 1, select);
    EXPECT_EQ(plan->sweep, std::nullopt);
    EXPECT_TRUE(plan->search);
    EXPECT_EQ(resolvePlan(RunOptions(), file, 1, select)->sweep, file.sweep);
}

TEST(CampaignResolution, DetailsOfTheSearch) {
    RunOptions options = search();
    options.campaign.searchPrecision = 0.05;
    options.campaign.searchRuns = 5;
    const auto plan = resolvePlan(options, std::nullopt, 1, select);
    EXPECT_EQ(plan->search->precision, 0.05);
    EXPECT_EQ(plan->search->confirm, 5);
    options.campaign.search.reset();
    EXPECT_THAT(problem(options), HasSubstr("--search-runs: there is no search"));
}

TEST(CampaignResolution, WhatThePointsSetIsNotSetOnceMore) {
    RunOptions rate = search();
    rate.traffic.requestRate = 5;
    EXPECT_THAT(problem(rate), HasSubstr("--request-rate: the search sets it"));
    RunOptions slots = search(LoadAxis::Concurrency);
    slots.concurrency = Concurrency{4};
    EXPECT_THAT(problem(slots), HasSubstr("--concurrency: the search sets it"));
}

TEST(CampaignProgressText, TellsPointLoadAndTimeLeft) {
    CampaignPoint point;
    point.number = 3;
    point.load = 4;
    EXPECT_EQ(pointBanner(point, LoadAxis::Rate, false, {2, 6}, std::chrono::seconds(130)),
              "Point 3 of 8: rate 4, about 2 min 10 s left");
    EXPECT_EQ(pointBanner(point, LoadAxis::Concurrency, true, {2, 6}, std::nullopt),
              "Point 3 of about 8: concurrency 4");
    EXPECT_EQ(pointBanner(point, LoadAxis::Rate, true, {2, std::nullopt}, std::nullopt),
              "Point 3: rate 4");
}

TEST(CampaignProgressText, TimeLeftIsThatOfThePointsBefore) {
    using namespace std::chrono_literals;
    EXPECT_EQ(remainingTime({2, 3}, {10s, 20s}), 45s);
    EXPECT_EQ(remainingTime({0, 3}, {}), std::nullopt);
    EXPECT_EQ(remainingTime({2, std::nullopt}, {10s, 20s}), std::nullopt);
}

}  // namespace
}  // namespace sagebench::app
