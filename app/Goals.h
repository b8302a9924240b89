// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "Commands.h"
#include "base/Result.h"
#include "metrics/WorkloadMetrics.h"
#include "plan/RunPlan.h"

namespace sagebench::app {

/// The goals on the command line, with the contract that they name.
struct Goals {
    GoalOptions given;
    std::optional<Contract> contract;
};

/// Reads the contract, where a file is named. Errors: Usage, Input.
Result<Goals> resolveGoals(const GoalOptions& given);

/// SLOs given replace those of the plan, and so does a contract.
void applyGoals(const Goals& goals, RunPlan& plan);

/// Which goals decide the exit code.
struct Gates {
    bool slo = false;
    bool contract = false;
};
/// What the gates ask for and the workloads did not reach, a sentence each. None: exit code 0.
std::vector<std::string> whatFails(const RunSummary& summary, Gates gates);

}  // namespace sagebench::app
