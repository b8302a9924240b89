// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/PlanCommand.h"

#include <gtest/gtest.h>

#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

RunPlan builtin() {
    RunPlan plan;
    plan.workloads = {builtinWorkloads().front()};
    plan.seed = 7;
    return plan;
}

TEST(PlanCommand, namesBuiltInWorkloads) {
    EXPECT_EQ(planCommand(builtin()),
              "sagellm-benchmark run --backend mock --workload short_input "
              "--output ./benchmark_results --seed 7");
}

TEST(PlanCommand, tellsWhatIsNoDefault) {
    RunPlan plan = builtin();
    plan.backend = {.id = "vllm",
                    .model = "big model",
                    .baseUrl = "http://gpu1:8000",
                    .key = {.env = "KEY", .file = ""},
                    .options = {{"endpoint", "chat"}}};
    plan.timeout = std::chrono::milliseconds(1500);
    plan.output.exports = {"markdown", "csv"};
    EXPECT_EQ(planCommand(plan),
              "sagellm-benchmark run --backend vllm --base-url http://gpu1:8000 "
              "--model 'big model' --api-key-env KEY --backend-option endpoint=chat "
              "--workload short_input --timeout 1.5 --output ./benchmark_results "
              "--export markdown,csv --seed 7");
}

TEST(PlanCommand, otherWorkloadsComeFromThePlanBesideTheResults) {
    RunPlan plan = builtin();
    plan.workloads.front().numRequests = 77;
    plan.output.folder = "my results";
    EXPECT_EQ(planCommand(plan),
              "sagellm-benchmark run --plan 'my results/benchmark_plan.json' --seed 7");
}

TEST(PlanCommand, goalsAndSweepsComeFromThePlanToo) {
    const std::string fromPlan =
        "sagellm-benchmark run --plan ./benchmark_results/benchmark_plan.json --seed 7";
    RunPlan goals = builtin();
    goals.slo.limits = {{SloMetric::Ttft, std::chrono::milliseconds(200), {}}};
    EXPECT_EQ(planCommand(goals), fromPlan);
    RunPlan sweep = builtin();
    sweep.sweep = SweepSpec{LoadAxis::Concurrency, {1, 2}};
    EXPECT_EQ(planCommand(sweep), fromPlan);
    RunPlan repeat = builtin();
    repeat.repeat = 5;
    EXPECT_EQ(planCommand(repeat), fromPlan);
    RunPlan difference = builtin();
    difference.difference = 0.05;
    EXPECT_EQ(planCommand(difference), fromPlan);
}

}  // namespace
}  // namespace sagebench::ui
