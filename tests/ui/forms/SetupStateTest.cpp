// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/SetupState.h"

#include <gmock/gmock.h>

#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

WorkloadSpec named(const std::string& name) {
    WorkloadSpec spec;
    spec.name = name;
    spec.promptTokens = spec.outputTokens = spec.numRequests = 1;
    return spec;
}

RunPlan somePlan() {
    RunPlan plan;
    plan.workloads = {named("b"), named("a")};
    plan.backend = {"vllm", "m", "http://h:1", {"VAR", ""}, {{"stream", "false"}}};
    plan.seed = 7;
    plan.timeout = std::chrono::milliseconds(1500);
    plan.shard = {1, 4};
    plan.slo.limits = {{SloMetric::Ttft, std::chrono::milliseconds(200), 95.0}};
    plan.slo.target = 0.95;
    plan.contract = builtinContracts().front();
    plan.sweep = SweepSpec{LoadAxis::Rate, {1, 2, 4}};
    plan.output = {"/tmp/x", {"csv"}, true};
    return plan;
}

TEST(SetupState, beginsWithTheSimulatedEngineAndTheDefaultWorkloads) {
    const RunPlan plan = planOf(initialState());
    EXPECT_EQ(plan.backend.id, "mock");
    EXPECT_EQ(plan.workloads, defaultWorkloads());
}

TEST(SetupState, aPlanComesBackAsItWent) {
    EXPECT_EQ(planOf(withPlan(initialState(), somePlan())), somePlan());
    RunPlan open = somePlan();
    open.workloads[0].arrival = {ArrivalProcess::Poisson, 3, 1, {}, {}, 9};
    EXPECT_EQ(planOf(withPlan(initialState(), open)), open);
    RunPlan both = somePlan();
    both.backend.key = {"VAR", "/file"};
    EXPECT_EQ(withPlan({}, both).input().keyMode, KeyMode::Both);
    EXPECT_EQ(planOf(withPlan({}, both)), both);
}

TEST(SetupState, workloadsThatThePlanDoesNotNameStayUnchecked) {
    SetupState before;
    before.workloads = {{named("a"), true}, {named("c"), true}};
    const SetupState after = withPlan(before, somePlan());
    EXPECT_EQ(after.workloads, (std::vector<WorkloadEntry>{
                                   {named("b"), true}, {named("a"), true}, {named("c"), false}}));
}

TEST(SetupState, whatWasEnteredForOtherBackendsStays) {
    SetupState before;
    before.inputs["sglang"].model = "kept";
    EXPECT_EQ(withPlan(before, somePlan()).inputs.at("sglang").model, "kept");
}

TEST(SetupState, onlyTheKeySourceThatIsChosenIsInThePlan) {
    BackendInput input;
    input.key = {"VAR", "/file"};
    EXPECT_EQ(specFrom("vllm", input).key, KeySource());
    input.keyMode = KeyMode::File;
    EXPECT_EQ(specFrom("vllm", input).key, (KeySource{"", "/file"}));
}

TEST(SetupState, theLoadIsPutOverWhatIsChecked) {
    SetupState state;
    state.workloads = {{named("a"), true}, {named("b"), false}};
    state.load.process = ArrivalProcess::Constant;
    state.load.level = "5";
    EXPECT_EQ(planOf(state).workloads.front().arrival.rate, 5);
    EXPECT_EQ(loadedWorkloads(state)[1].spec, named("b"));
    EXPECT_EQ(state.workloads[0].spec, named("a"));
    const SetupState opened = withPlan(state, planOf(state));
    EXPECT_EQ(opened.load, LoadInput());
    EXPECT_EQ(planOf(opened), planOf(state));
}

TEST(SetupState, readsNumbersWhole) {
    EXPECT_EQ(parseSeed("18446744073709551615"), 18446744073709551615u);
    EXPECT_EQ(parseSeed("18446744073709551616"), std::nullopt);
    EXPECT_EQ(parseSeed("1x"), std::nullopt);
    EXPECT_EQ(parseSeed("-1"), std::nullopt);
    EXPECT_EQ(parseTimeout("0.5"), Nanos(500'000'000));
    EXPECT_EQ(parseTimeout("0"), std::nullopt);
    EXPECT_EQ(parseTimeout("nan"), std::nullopt);
    EXPECT_EQ(parseTimeout("604801"), std::nullopt);
}

}  // namespace
}  // namespace sagebench::ui
