// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/GoalInput.h"

#include <gmock/gmock.h>

#include "forms/CampaignInput.h"

namespace sagebench::ui {
namespace {

using std::chrono::milliseconds;
using Problems = std::map<QString, QString>;

RunPlan withGoals() {
    RunPlan plan;
    plan.slo.limits = {{SloMetric::Ttft, milliseconds(200), {}},
                       {SloMetric::Tpot, milliseconds(30), 99.9}};
    plan.slo.target = 0.995;
    plan.slo.failWhenMissed = true;
    plan.contract = Contract{"own", {{"avg_ttft_ms", Comparison::Less, 100, true}}};
    return plan;
}

RunPlan taken(const GoalInput& goals) {
    RunPlan plan;
    putGoals(goals, plan);
    return plan;
}

RunPlan taken(const CampaignInput& campaign) {
    RunPlan plan;
    putCampaign(campaign, plan);
    return plan;
}

TEST(GoalInput, comesBackAsItWent) {
    EXPECT_EQ(goalsOf(withGoals()).slos, "ttft=200ms,p99.9:tpot=30ms");
    EXPECT_EQ(goalsOf(withGoals()).target, "99.5");
    EXPECT_EQ(taken(goalsOf(withGoals())), withGoals());
    EXPECT_EQ(taken(goalsOf(RunPlan())), RunPlan());
}

TEST(GoalInput, readsSpacesAndPercentSigns) {
    GoalInput goals;
    goals.slos = "ttft=200ms, tpot=30ms";
    goals.target = "95%";
    EXPECT_EQ(problemsOf(goals), Problems());
    EXPECT_EQ(taken(goals).slo.limits.size(), 2u);
    EXPECT_EQ(taken(goals).slo.target, 0.95);
}

TEST(GoalInput, saysWhatIsWrong) {
    GoalInput goals;
    goals.slos = "ttft=soon";
    goals.target = "101";
    EXPECT_EQ(problemsOf(goals).at("slo_target"),
              "Must be a share of the requests, above 0 to 100 %");
    EXPECT_THAT(problemsOf(goals).at("slos").toStdString(), testing::HasSubstr("ttft=200ms"));
    EXPECT_EQ(taken(goals).slo, SloPlan());
}

TEST(CampaignInput, aSweepComesBackAsItWent) {
    RunPlan plan;
    plan.sweep = SweepSpec{LoadAxis::Rate, {1, 2.5, 4}};
    EXPECT_EQ(campaignOf(plan).values, "1,2.5,4");
    EXPECT_EQ(taken(campaignOf(plan)), plan);
    EXPECT_EQ(
        taken(CampaignInput{CampaignInput::Kind::Sweep, LoadAxis::Rate, "1:8:x2"}).sweep->values,
        (std::vector<double>{1, 2, 4, 8}));
}

TEST(CampaignInput, aSearchComesBackAsItWent) {
    RunPlan plan;
    plan.search = SearchSpec{LoadAxis::Concurrency, 4, 64, 0.1, 5};
    EXPECT_EQ(taken(campaignOf(plan)), plan);
    plan.search = SearchSpec();
    EXPECT_EQ(campaignOf(plan),
              (CampaignInput{.kind = CampaignInput::Kind::Search, .axis = LoadAxis::Rate}));
    EXPECT_EQ(taken(campaignOf(plan)), plan);
    EXPECT_EQ(taken(CampaignInput()), RunPlan());
}

TEST(CampaignInput, aRepeatComesBackAsItWent) {
    RunPlan plan;
    plan.repeat = 8;
    plan.difference = 0.05;
    EXPECT_EQ(campaignOf(plan).repeat, "8");
    EXPECT_EQ(campaignOf(plan).difference, "5");
    EXPECT_EQ(taken(campaignOf(plan)), plan);
    EXPECT_EQ(taken(CampaignInput{.kind = CampaignInput::Kind::Repeat}).repeat, 5);
    EXPECT_EQ(taken(CampaignInput{.difference = "2.5"}).difference, 0.025) << "of one run, too";
}

TEST(CampaignInput, aRepeatHasOneToAHundredRunsAsInAPlan) {
    for (const char* runs : {"0", "101", "2.5", "x"}) {
        EXPECT_EQ(
            problemsOf(CampaignInput{.kind = CampaignInput::Kind::Repeat, .repeat = runs}, {}),
            (Problems{{"repeat_runs", "Must be a whole number from 1 to 100"}}))
            << runs;
    }
    for (const char* runs : {"", "1", "100"}) {
        EXPECT_EQ(
            problemsOf(CampaignInput{.kind = CampaignInput::Kind::Repeat, .repeat = runs}, {}),
            Problems())
            << runs;
    }
}

TEST(CampaignInput, aRepeatOfOneRunIsARunAsAny) {
    const RunPlan plan = taken(CampaignInput{.kind = CampaignInput::Kind::Repeat, .repeat = "1"});
    EXPECT_EQ(plan, RunPlan());
    EXPECT_EQ(campaignOf(plan), CampaignInput());
}

TEST(CampaignInput, theDifferenceIsAPartOfAHundred) {
    EXPECT_EQ(problemsOf(CampaignInput{.difference = "0"}, {}),
              (Problems{{"difference", "Must be 0.1 to 100 %, or empty"}}));
    EXPECT_EQ(problemsOf(CampaignInput{.difference = "5"}, {}), Problems());
}

TEST(CampaignInput, saysWhatIsWrong) {
    CampaignInput search{.kind = CampaignInput::Kind::Search, .axis = LoadAxis::Rate};
    search.from = "8";
    search.to = "4";
    search.precision = "100";
    search.confirm = "0";
    EXPECT_EQ(problemsOf(search, {}),
              (Problems{{"search_to", "Must not be below where the search begins"},
                        {"search_precision", "Must be above 0 and below 100 %"},
                        {"search_confirm", "Must be a whole number from 1 to 100000000"},
                        {"slos", "A search needs a limit to look for, such as ttft=200ms"}}));
    const CampaignInput sweep{.kind = CampaignInput::Kind::Sweep};
    EXPECT_EQ(problemsOf(sweep, {}),
              (Problems{{"sweep_values", "Give the values, such as 1,2,4,8 or 1:32:x2"}}));
    EXPECT_EQ(problemsOf(CampaignInput(), {}), Problems());
}

}  // namespace
}  // namespace sagebench::ui
