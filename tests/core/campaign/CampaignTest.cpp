// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/Campaign.h"

#include <gmock/gmock.h>

#include <functional>

#include "campaign/SearchCampaign.h"

namespace sagebench {
namespace {

using testing::ElementsAre;

RunPlan planOf(ArrivalProcess arrival) {
    RunPlan plan;
    plan.workloads = {{.name = "w", .promptTokens = 128, .outputTokens = 1, .numRequests = 100}};
    plan.workloads[0].arrival.process = arrival;
    plan.slo.limits = {{SloMetric::E2el, std::chrono::milliseconds(150), 99.0}};
    plan.seed = 7;
    return plan;
}

PointResult resultOf(const CampaignPoint& point, std::optional<bool> met) {
    return {.number = point.number, .load = point.load, .label = point.label, .met = met};
}

std::vector<std::string> labelsOf(Campaign& campaign, const std::function<bool(double)>& meets) {
    std::vector<std::string> labels;
    while (const auto point = campaign.next()) {
        labels.push_back(point->folder);
        campaign.add(resultOf(*point, meets(point->load)));
    }
    return labels;
}

TEST(SweepCampaign, RunsEachValueInOrder) {
    RunPlan plan = planOf(ArrivalProcess::Closed);
    plan.sweep = SweepSpec{LoadAxis::Concurrency, {1, 8, 4}};
    const auto campaign = makeCampaign(plan);
    EXPECT_EQ(campaign->next()->folder, "runs/001-concurrency-1");
    EXPECT_EQ(campaign->next()->folder, "runs/001-concurrency-1");
    EXPECT_EQ(campaign->progress().left, 3);
    EXPECT_THAT(
        labelsOf(*campaign, [](double) { return false; }),
        ElementsAre("runs/001-concurrency-1", "runs/002-concurrency-8", "runs/003-concurrency-4"));
    EXPECT_EQ(campaign->progress().done, 3);
    EXPECT_EQ(campaign->progress().left, 0);
    EXPECT_EQ(campaign->result(), std::nullopt);
}

TEST(SearchCampaign, FindsTheLoadAndSaysHowSure) {
    RunPlan plan = planOf(ArrivalProcess::Constant);
    plan.search =
        SearchSpec{.axis = LoadAxis::Rate, .from = 10, .to = {}, .precision = 0.1, .confirm = 2};
    const auto campaign = makeCampaign(plan);
    EXPECT_EQ(campaign->progress().left, std::nullopt);
    EXPECT_THAT(labelsOf(*campaign, [](double load) { return load <= 42; }),
                ElementsAre("runs/001-rate-10", "runs/002-rate-20", "runs/003-rate-40",
                            "runs/004-rate-80", "runs/005-rate-60", "runs/006-rate-50",
                            "runs/007-rate-45", "runs/008-rate-42.5", "runs/009-rate-40"));
    const SearchResult result = *campaign->result();
    EXPECT_EQ(result.best, 40);
    EXPECT_EQ(result.missed, 42.5);
    EXPECT_EQ(result.metRuns, 2);
    EXPECT_EQ(result.runs, 9);
    EXPECT_LE(result.ci95->low, 40);
    EXPECT_GE(*result.ci95->high, 42.5);
}

TEST(SearchCampaign, NeverMetHasNoResultButABound) {
    RunPlan plan = planOf(ArrivalProcess::Constant);
    plan.search = SearchSpec{.axis = LoadAxis::Rate, .from = 10};
    const auto campaign = makeCampaign(plan);
    labelsOf(*campaign, [](double) { return false; });
    EXPECT_EQ(campaign->result()->best, std::nullopt);
    EXPECT_EQ(campaign->result()->ci95, (CapacityInterval{0, 10}));
}

PointResult discounted(double load) {
    PointResult point{.load = load};
    point.workloads.emplace_back().sloMet = true;
    point.workloads.front().validity = "client_limited";
    return point;
}

TEST(SearchCampaign, ALoadThatTheClientCannotMeasureIsTriedThreeTimes) {
    std::vector<PointResult> points{discounted(20), discounted(40), discounted(20)};
    EXPECT_THAT(trialsOf(points), ElementsAre());
    points.push_back(discounted(20));
    EXPECT_THAT(trialsOf(points), ElementsAre(LoadTrial{20, false}));
    points.back().met = true;  // the third time it could be trusted
    EXPECT_THAT(trialsOf(points), ElementsAre(LoadTrial{20, true}));
}

TEST(SearchCampaign, APointWithoutVerdictIsNoTrial) {
    RunPlan plan = planOf(ArrivalProcess::Constant);
    plan.search = SearchSpec{.axis = LoadAxis::Rate, .from = 10};
    const auto campaign = makeCampaign(plan);
    campaign->add(resultOf(*campaign->next(), std::nullopt));
    EXPECT_EQ(campaign->next()->folder, "runs/002-rate-10");
}

}  // namespace
}  // namespace sagebench
