// SPDX-License-Identifier: GPL-3.0-or-later
#include "Goals.h"

#include <fmt/format.h>

#include "report/Goals.h"

namespace sagebench::app {

Result<Goals> resolveGoals(const GoalOptions& given) {
    Goals goals{given, std::nullopt};
    if (given.contract) {
        auto contract = selectContract(*given.contract);
        if (!contract) {
            return fail(contract.error().kind,
                        fmt::format("--contract: {}", contract.error().message));
        }
        goals.contract = *std::move(contract);
    }
    return goals;
}

void applyGoals(const Goals& goals, RunPlan& plan) {
    if (!goals.given.slos.empty()) {
        plan.slo.limits = goals.given.slos;
    }
    plan.slo.target = goals.given.sloTarget.value_or(plan.slo.target);
    plan.slo.failWhenMissed = plan.slo.failWhenMissed || goals.given.failOnSlo;
    if (goals.contract) {
        plan.contract = goals.contract;
    }
}

std::vector<std::string> whatFails(const RunSummary& summary, Gates gates) {
    std::vector<std::string> out;
    const auto take = [&](const std::optional<GoalVerdict>& verdict) {
        if (verdict && !verdict->reached) {
            out.push_back(verdict->text);
        }
    };
    for (const WorkloadMetrics& metrics : summary.workloads) {
        if (gates.slo) {
            take(sloVerdict(summary, metrics));
        }
        if (gates.contract) {
            take(contractVerdict(summary, metrics));
        }
    }
    return out;
}

}  // namespace sagebench::app
