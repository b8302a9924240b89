// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "plan/PlanFile.h"

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

RunPlan read(const std::string& text) {
    const auto plan = parsePlan(text, "p.json");
    EXPECT_TRUE(plan) << plan.error().message;
    return plan.value_or(RunPlan());
}

RunPlan planOfOneWorkload() {
    return read(R"({"workloads": [{"name": "a", "prompt_tokens": 1, "output_tokens": 1,
        "num_requests": 1}]})");
}

std::string errorOf(const std::string& text) {
    const auto plan = parsePlan(text, "p.json");
    EXPECT_FALSE(plan) << text;
    return plan ? "" : plan.error().message;
}

TEST(GoalsJson, areReadFromAPlan) {
    const RunPlan plan = read(R"({"slo": ["ttft=200ms,tpot=30ms", "p95:ttft=300ms"],
        "slo_target": 0.9, "fail_on_slo": true, "contract": "year2"})");
    EXPECT_THAT(plan.slo.limits,
                ElementsAre(Slo{SloMetric::Ttft, 200ms, {}}, Slo{SloMetric::Tpot, 30ms, {}},
                            Slo{SloMetric::Ttft, 300ms, 95}));
    EXPECT_EQ(plan.slo.target, 0.9);
    EXPECT_TRUE(plan.slo.failWhenMissed);
    EXPECT_EQ(plan.contract, selectContract("year2").value());
}

TEST(GoalsJson, whatIsWrittenIsReadBack) {
    RunPlan plan = planOfOneWorkload();
    plan.slo = {{{SloMetric::Ttft, 200ms, {}}, {SloMetric::Itl, 5ms, 99.9}}, 0.5, true};
    plan.contract = Contract{"mine",
                             {{"error_rate", Comparison::LessOrEqual, 0.01, true},
                              {"peak_mem_mb", Comparison::Less, 1000, false}}};
    EXPECT_EQ(read(toJson(plan)), plan);
}

TEST(GoalsJson, aBuiltInContractIsWrittenByItsName) {
    RunPlan plan = planOfOneWorkload();
    plan.contract = selectContract("year3").value();
    EXPECT_THAT(toJson(plan), HasSubstr("\"contract\": \"year3\""));
    plan.contract->thresholds.pop_back();
    EXPECT_THAT(toJson(plan), HasSubstr("\"name\": \"year3\""));
    EXPECT_EQ(read(toJson(plan)), plan);
}

TEST(GoalsJson, withoutGoalsAPlanIsWhatItWas) {
    EXPECT_THAT(toJson(RunPlan()), Not(HasSubstr("slo")));
    EXPECT_THAT(toJson(RunPlan()), Not(HasSubstr("contract")));
}

TEST(GoalsJson, goalsArePartOfTheHash) {
    RunPlan plan;
    plan.slo.limits = {{SloMetric::Ttft, 200ms, {}}};
    EXPECT_NE(planHash(plan), planHash(RunPlan()));
}

TEST(GoalsJson, errorsNameFileLineAndKey) {
    EXPECT_THAT(errorOf("{\"slo\":\n[\"ttft\"]}"),
                HasSubstr("p.json:1: key \"slo\" has \"ttft\": a latency and its limit"));
    EXPECT_THAT(errorOf("{\"slo\": [\"ttft=1s\", \"ttft=2s\"]}"), HasSubstr("stands twice"));
    EXPECT_THAT(errorOf("{\"slo\": \"ttft=1s\"}"), HasSubstr("must be a list of texts"));
    EXPECT_THAT(errorOf("{\n\"slo_target\": 99}"),
                HasSubstr("p.json:2: key \"slo_target\" must be a number from 0 to 1"));
    EXPECT_THAT(errorOf("{\"contract\": \"year9\"}"),
                HasSubstr("key \"contract\" must be \"year1\", \"year2\", \"year3\" or an object"));
    EXPECT_THAT(errorOf("{\"contract\": {\"name\": \"x\",\n\"thresholds\": [\n{\"metric\": "
                        "\"avg_ttft\", \"op\": \"<\", \"value\": 1}]}}"),
                HasSubstr("p.json:3: key \"metric\" has \"avg_ttft\""));
}

TEST(PlanRules, failingOnAnSloNeedsOne) {
    RunPlan plan = planOfOneWorkload();
    plan.slo.failWhenMissed = true;
    EXPECT_THAT(validate(plan).error().message, HasSubstr("--fail-on-slo: there is no SLO"));
    plan.slo.limits = {{SloMetric::Ttft, 1s, {}}};
    EXPECT_TRUE(validate(plan));
}

}  // namespace
}  // namespace sagebench
