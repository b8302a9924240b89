// SPDX-License-Identifier: GPL-3.0-or-later
#include "Goals.h"

#include <gmock/gmock.h>

#include "CommandLine.h"

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Result<Command> parse(const std::vector<std::string>& arguments) {
    return parseCommandLine(arguments, {"9.8.7", ""});
}

GoalOptions goalsOf(const std::vector<std::string>& arguments) {
    const auto command = parse(arguments);
    EXPECT_TRUE(command) << command.error().message;
    return arguments.front() == "run" ? std::get<RunOptions>(*command).goals
                                      : std::get<ReportOptions>(*command).goals;
}

TEST(GoalArguments, runAndReportTakeThem) {
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"run"}, {"report", "-i", "results"}}) {
        std::vector<std::string> arguments = command;
        for (const char* more : {"--slo", "ttft=200ms,p95:itl=20ms", "--slo", "e2el=5s",
                                 "--slo-target", "0.95", "--fail-on-slo", "--contract", "year2"}) {
            arguments.push_back(more);
        }
        const GoalOptions goals = goalsOf(arguments);
        EXPECT_THAT(goals.slos,
                    ElementsAre(Slo{SloMetric::Ttft, 200ms, {}}, Slo{SloMetric::Itl, 20ms, 95},
                                Slo{SloMetric::E2el, 5s, {}}));
        EXPECT_EQ(goals.sloTarget, 0.95);
        EXPECT_TRUE(goals.failOnSlo);
        EXPECT_EQ(goals.contract, "year2");
    }
}

TEST(GoalArguments, areNoneWithoutOptions) {
    const GoalOptions goals = goalsOf({"run"});
    EXPECT_THAT(goals.slos, IsEmpty());
    EXPECT_FALSE(goals.sloTarget);
    EXPECT_FALSE(goals.failOnSlo);
    EXPECT_FALSE(goals.contract);
}

TEST(GoalArguments, whatIsWrongIsSaidWithTheOption) {
    const auto errorOf = [](const char* option, const char* value) {
        return parse({"run", option, value}).error().message;
    };
    EXPECT_THAT(errorOf("--slo", "ttft"), HasSubstr("--slo: \"ttft\": a latency and its limit"));
    EXPECT_THAT(errorOf("--slo-target", "99"), HasSubstr("--slo-target: \"99\" is not a number"));
    EXPECT_THAT(parse({"run", "--slo", "ttft=1s", "--slo", "ttft=2s"}).error().message,
                HasSubstr("stands twice"));
}

TEST(Goals, givenOnesReplaceThoseOfThePlan) {
    RunPlan plan;
    plan.slo = {{{SloMetric::E2el, 9s, {}}}, 0.5, false};
    plan.contract = selectContract("year1").value();
    applyGoals(resolveGoals({}).value(), plan);
    EXPECT_EQ(plan.slo, (SloPlan{{{SloMetric::E2el, 9s, {}}}, 0.5, false}));
    EXPECT_EQ(plan.contract->name, "year1");
    applyGoals(resolveGoals({{{SloMetric::Ttft, 1s, {}}}, 0.9, true, "year3"}).value(), plan);
    EXPECT_EQ(plan.slo, (SloPlan{{{SloMetric::Ttft, 1s, {}}}, 0.9, true}));
    EXPECT_EQ(plan.contract->name, "year3");
}

TEST(Goals, aContractThatIsNotThereIsNamedWithItsOption) {
    EXPECT_THAT(resolveGoals({.slos = {}, .sloTarget = {}, .failOnSlo = false, .contract = "year7"})
                    .error()
                    .message,
                HasSubstr("--contract: \"year7\" is no contract"));
}

/// One workload that misses its SLO, and a contract that it fails.
RunSummary missed() {
    RunSummary summary;
    summary.run.plan.slo.limits = {{SloMetric::Ttft, 1s, {}}};
    summary.run.plan.contract = selectContract("year1").value();
    WorkloadMetrics& metrics = summary.workloads.emplace_back();
    metrics.name = "w";
    metrics.sloMet = false;
    return summary;
}

TEST(Gates, onlyThoseAskedForCount) {
    EXPECT_THAT(whatFails(missed(), {}), IsEmpty());
    EXPECT_THAT(whatFails(missed(), {.slo = true, .contract = false}),
                ElementsAre(HasSubstr("w misses its SLOs")));
    EXPECT_THAT(whatFails(missed(), {.slo = false, .contract = true}),
                ElementsAre(HasSubstr("w fails contract year1")));
    RunSummary good = missed();
    good.run.plan.contract.reset();
    good.workloads[0].sloMet = true;
    EXPECT_THAT(whatFails(good, {.slo = true, .contract = true}), IsEmpty());
}

}  // namespace
}  // namespace sagebench::app
