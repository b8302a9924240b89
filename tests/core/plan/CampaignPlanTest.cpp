// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "plan/CampaignRules.h"
#include "plan/PlanFile.h"

namespace sagebench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<double> values(std::string_view text) {
    const auto sweep = parseSweep(text);
    EXPECT_TRUE(sweep) << sweep.error().message;
    return sweep.value_or(SweepSpec()).values;
}

std::string complaint(std::string_view text) {
    const auto sweep = parseSweep(text);
    return sweep ? "none" : sweep.error().message;
}

TEST(Sweep, ListsAndRanges) {
    EXPECT_THAT(values("concurrency=1,2,4,8,16"), ElementsAre(1, 2, 4, 8, 16));
    EXPECT_THAT(values("rate=1:32:x2"), ElementsAre(1, 2, 4, 8, 16, 32));
    EXPECT_THAT(values("rate=10:50:+10"), ElementsAre(10, 20, 30, 40, 50));
    EXPECT_THAT(values("rate=0.1:0.5:+0.1"), ElementsAre(0.1, 0.2, 0.3, 0.4, 0.5));
    EXPECT_THAT(values("rate=1:10:x3"), ElementsAre(1, 3, 9));
    EXPECT_THAT(values("output-tokens=64"), ElementsAre(64));
}

TEST(Sweep, NamesItsAxis) {
    EXPECT_EQ(parseSweep("rate=1")->axis, LoadAxis::Rate);
    EXPECT_EQ(parseSweep("input-tokens=64,128")->axis, LoadAxis::InputTokens);
    EXPECT_EQ(parseSweep("prompt-tokens=64,128")->axis, LoadAxis::InputTokens);
    EXPECT_EQ(parseSweep("output-tokens=64")->axis, LoadAxis::OutputTokens);
}

TEST(Sweep, ItsTextIsReadBackAsTheSame) {
    for (const char* text : {"rate=0.5,1,2.5", "input-tokens=64,128", "concurrency=1"}) {
        EXPECT_EQ(toText(*parseSweep(text)), text);
    }
}

TEST(Sweep, SaysWhatIsWrongAndWhatItTakes) {
    EXPECT_THAT(complaint("rate"), AllOf(HasSubstr("is no sweep"), HasSubstr("rate=1:32:x2")));
    EXPECT_THAT(complaint("speed=1"), HasSubstr("\"speed\" is no axis"));
    EXPECT_THAT(complaint("rate=1,,2"), HasSubstr("\"1,,2\" are no values"));
    EXPECT_THAT(complaint("rate=8:1:x2"), HasSubstr("are no values"));
    EXPECT_THAT(complaint("rate=1:8:x1"), HasSubstr("are no values"));
    EXPECT_THAT(complaint("rate=1:8:2"), HasSubstr("are no values"));
    EXPECT_THAT(complaint("rate=0,1"), HasSubstr("0: a value must be above 0"));
    EXPECT_THAT(complaint("concurrency=1.5"), HasSubstr("concurrency takes whole numbers"));
    EXPECT_THAT(complaint("rate=1,2,1"), HasSubstr("1 stands twice"));
    EXPECT_THAT(complaint("rate=1:1000:+1"), HasSubstr("1 to 100 values"));
}

constexpr const char* kWorkloads = R"("workloads": [{"name": "w", "prompt_tokens": 8,
    "output_tokens": 1, "arrival": "constant"}], "slo": ["p99:e2el=150ms"])";

std::string planText(const std::string& campaign) {
    return "{" + std::string(kWorkloads) + ", " + campaign + "}";
}

TEST(CampaignPlan, SweepAndSearchAreKeptInAPlan) {
    const auto sweep = parsePlan(planText(R"("sweep": "rate=1:4:x2")"), "p.json");
    ASSERT_TRUE(sweep) << sweep.error().message;
    EXPECT_EQ(sweep->sweep, (SweepSpec{LoadAxis::Rate, {1, 2, 4}}));
    EXPECT_TRUE(validate(*sweep)) << validate(*sweep).error().message;
    EXPECT_EQ(*parsePlan(toJson(*sweep), "p.json"), *sweep);

    const auto search = parsePlan(
        planText(
            R"("search": {"of": "rate", "from": 2, "to": 64, "precision": 0.05, "confirm": 5})"),
        "p.json");
    ASSERT_TRUE(search) << search.error().message;
    EXPECT_EQ(search->search, (SearchSpec{LoadAxis::Rate, 2, 64, 0.05, 5}));
    EXPECT_EQ(*parsePlan(toJson(*search), "p.json"), *search);
}

TEST(CampaignPlan, AnOrdinaryPlanSaysNothingOfThem) {
    const std::string text = toJson(RunPlan());
    EXPECT_THAT(text, Not(HasSubstr("sweep")));
    EXPECT_THAT(text, Not(HasSubstr("search")));
    EXPECT_THAT(text, Not(HasSubstr("repeat")));
    EXPECT_THAT(text, Not(HasSubstr("difference")));
}

TEST(CampaignPlan, ARepeatAndADifferenceComeBackAsTheyWent) {
    const auto plan = parsePlan(
        R"({"workloads": [{"name": "w", "prompt_tokens": 8, "output_tokens": 1,
            "num_requests": 10}], "repeat": 5, "difference": 0.05})",
        "p.json");
    ASSERT_TRUE(plan) << plan.error().message;
    EXPECT_EQ(plan->repeat, 5);
    EXPECT_EQ(plan->difference, 0.05);
    EXPECT_TRUE(isCampaign(*plan));
    EXPECT_EQ(campaignAxis(*plan), std::nullopt);
    EXPECT_EQ(*parsePlan(toJson(*plan), "p.json"), *plan);
}

TEST(CampaignPlan, BadKeysAreNamed) {
    const auto message = [](const std::string& campaign) {
        const auto plan = parsePlan(planText(campaign), "p.json");
        return plan ? "none" : plan.error().message;
    };
    EXPECT_THAT(message(R"("sweep": "rate=fast")"),
                AllOf(HasSubstr("p.json:2: key \"sweep\""), HasSubstr("are no values")));
    EXPECT_THAT(message(R"("search": {"of": "input-tokens"})"),
                HasSubstr("key \"of\" must be \"rate\" or \"concurrency\""));
    EXPECT_THAT(message(R"("search": {"start": 1})"), HasSubstr("\"start\""));
    EXPECT_THAT(message(R"("search": {"from": 8, "to": 4})"), HasSubstr("below its start"));
    EXPECT_THAT(message(R"("repeat": 101)"), HasSubstr("key \"repeat\""));
    EXPECT_THAT(message(R"("difference": "5%")"), HasSubstr("key \"difference\""));
}

RunPlan searchPlan() {
    RunPlan plan;
    plan.workloads = {{.name = "w", .promptTokens = 8, .outputTokens = 1, .numRequests = 10}};
    plan.workloads[0].arrival.process = ArrivalProcess::Poisson;
    plan.slo.limits = {{SloMetric::Ttft, std::chrono::milliseconds(200), std::nullopt}};
    plan.search = SearchSpec{};
    return plan;
}

std::string problem(const RunPlan& plan) {
    const auto valid = validate(plan);
    return valid ? "none" : valid.error().message;
}

TEST(CampaignRules, ASearchNeedsAnSloAndOneWorkload) {
    RunPlan plan = searchPlan();
    EXPECT_EQ(problem(plan), "none");
    plan.workloads.push_back(plan.workloads[0]);
    plan.workloads[1].name = "v";
    EXPECT_THAT(problem(plan), HasSubstr("--find-max-rate: searches with one workload, and 2"));
    plan = searchPlan();
    plan.slo.limits.clear();
    EXPECT_THAT(problem(plan),
                AllOf(HasSubstr("--find-max-rate: needs an SLO"), HasSubstr("--slo")));
}

TEST(CampaignRules, ARateNeedsAnOpenLoopAndConcurrencyAClosedOne) {
    RunPlan plan = searchPlan();
    plan.workloads[0].arrival.process = ArrivalProcess::Closed;
    EXPECT_THAT(problem(plan), AllOf(HasSubstr("\"w\" is a closed loop"), HasSubstr("--arrival")));
    plan.search->axis = LoadAxis::Concurrency;
    EXPECT_EQ(problem(plan), "none");
    plan.workloads[0].arrival.process = ArrivalProcess::Poisson;
    plan.workloads[0].arrival.rate = 1;
    EXPECT_THAT(problem(plan), HasSubstr("is an open loop, which has no concurrency"));
}

TEST(CampaignRules, ARampSetsTheLoadToo) {
    RunPlan plan = searchPlan();
    plan.workloads[0].arrival.ramp = {LoadRamp::Kind::Linear, {1, 8}, std::chrono::seconds(10)};
    EXPECT_THAT(problem(plan), HasSubstr("leave out --ramp"));
}

TEST(CampaignRules, OneOfTheTwo) {
    RunPlan plan = searchPlan();
    plan.sweep = SweepSpec{LoadAxis::Rate, {1, 2}};
    EXPECT_THAT(problem(plan), HasSubstr("--sweep and --find-max-rate: a plan has one of the two"));
}

TEST(CampaignRules, ARepeatIsNoSweepAndNoSearch) {
    RunPlan plan = searchPlan();
    plan.repeat = 3;
    EXPECT_THAT(problem(plan), AllOf(HasSubstr("--repeat and --find-max-rate: a plan has one of"),
                                     HasSubstr("--search-runs")));
    plan.search.reset();
    plan.sweep = SweepSpec{LoadAxis::Rate, {1, 2}};
    EXPECT_THAT(problem(plan), HasSubstr("--repeat and --sweep rate: a plan has one of the two"));
    plan.sweep.reset();
    plan.workloads[0].arrival.rate = 1;
    EXPECT_EQ(problem(plan), "none");
    plan.repeat = 0;
    EXPECT_THAT(problem(plan), HasSubstr("--repeat: 0 is not a number of runs"));
    plan.repeat = 1;
    plan.difference = 0;
    EXPECT_THAT(problem(plan), HasSubstr("--difference: 0 is no share of a figure"));
}

TEST(CampaignRules, PointsDecideHowManyRequestsThereAre) {
    RunPlan plan = searchPlan();
    plan.workloads[0].numRequests = 0;
    EXPECT_TRUE(sizedByPoint(plan, plan.workloads[0]));
    EXPECT_EQ(problem(plan), "none");
    plan.search.reset();
    plan.workloads[0].arrival.rate = 1;
    EXPECT_THAT(problem(plan), HasSubstr("it would never end"));
}

RunPlan prefixSweep(std::vector<double> values) {
    RunPlan plan = searchPlan();
    plan.search.reset();
    plan.workloads[0].arrival = {};
    plan.workloads[0].concurrency = 1;
    plan.workloads[0].promptTokens = 100;
    plan.workloads[0].prefix = {.count = 1, .tokens = 200};
    plan.sweep = SweepSpec{LoadAxis::InputTokens, std::move(values)};
    return plan;
}

TEST(CampaignRules, EachPointIsCheckedAtItsOwnValue) {
    EXPECT_EQ(problem(prefixSweep({300, 400})), "none");
    EXPECT_THAT(problem(prefixSweep({100, 400})), HasSubstr("a shared prefix of 200 tokens"));
    EXPECT_THAT(problem(prefixSweep({400, 100})),
                HasSubstr("--sweep input-tokens: at 100, workload \"w\": a shared prefix of 200 "
                          "tokens leaves nothing of prompts that have at most 100"));
}

TEST(CampaignRules, AConcurrencyThatThePointsSayIsNotAskedFor) {
    RunPlan plan = prefixSweep({1, 2});
    plan.workloads[0].prefix = {};
    plan.workloads[0].concurrency = std::nullopt;
    plan.workloads[0].numRequests = 0;
    plan.workloads[0].duration = std::chrono::seconds(10);
    plan.sweep->axis = LoadAxis::Concurrency;
    EXPECT_EQ(problem(plan), "none");
}

TEST(CampaignRules, NoSearchHasSuchBounds) {
    RunPlan plan = searchPlan();
    plan.search->precision = 0;
    EXPECT_THAT(problem(plan), HasSubstr("the precision must be from"));
    plan.search = SearchSpec{.axis = LoadAxis::Rate, .confirm = 0};
    EXPECT_THAT(problem(plan), HasSubstr("1 to 20 runs"));
}

}  // namespace
}  // namespace sagebench
