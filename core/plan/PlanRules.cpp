// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "plan/CampaignRules.h"
#include "plan/PlanFile.h"
#include "plan/TrafficRules.h"

namespace sagebench {

bool isWorkloadName(std::string_view name) {
    const auto allowed = [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), allowed) &&
           name.find_first_not_of('.') != std::string_view::npos;
}

bool isExportName(std::string_view name) {
    return name == "markdown" || name == "csv" || name == "vllm";
}

Result<void> validate(const RunPlan& plan) {
    if (plan.workloads.empty()) {
        return fail(ErrorKind::Usage, "the plan has no workload; give one with --workload");
    }
    std::set<std::string> names;
    for (const WorkloadSpec& spec : plan.workloads) {
        if (!isWorkloadName(spec.name)) {
            return fail(ErrorKind::Usage,
                        fmt::format("workload name \"{}\": must be 1 to 64 of the characters "
                                    "A-Z a-z 0-9 . _ -",
                                    spec.name));
        }
        if (!names.insert(spec.name).second) {
            return fail(ErrorKind::Usage,
                        fmt::format("workload \"{}\" was chosen twice", spec.name));
        }
        if (spec.promptTokens.least() < 0 || spec.outputTokens.least() < 0 ||
            spec.numRequests < 0 || spec.warmup < 0 || spec.turns < 1 ||
            spec.concurrency.value_or(1) < 1) {
            return fail(
                ErrorKind::Usage,
                fmt::format("workload \"{}\": prompt tokens, output tokens, requests, turns "
                            "and concurrency must be 1 or more, warm-up 0 or more",
                            spec.name));
        }
        if (const auto problem = trafficProblem(asFirstPoint(plan, spec))) {
            return fail(ErrorKind::Usage, fmt::format("workload \"{}\": {}", spec.name, *problem));
        }
    }
    if (plan.timeout <= Nanos::zero()) {
        return fail(ErrorKind::Usage, "the timeout must be more than 0 s");
    }
    if (plan.slo.failWhenMissed && plan.slo.limits.empty()) {
        return fail(ErrorKind::Usage,
                    "--fail-on-slo: there is no SLO to miss; give one, as in --slo ttft=200ms");
    }
    return validateCampaign(plan);
}

}  // namespace sagebench
