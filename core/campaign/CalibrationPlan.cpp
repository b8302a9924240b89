// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CalibrationPlan.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/DurationText.h"
#include "campaign/PointPlan.h"
#include "plan/CampaignRules.h"
#include "plan/LoadText.h"
#include "plan/PlanFile.h"

namespace sagebench {
namespace {

constexpr int kPromptTokens = 16;

bool isSmall(const std::optional<ErrorSpread>& error) {
    constexpr double kLimitMs = 1;
    return error && error->absP99 <= kLimitMs;
}

}  // namespace

WorkloadSpec burstOf(int streams, int tokens) {
    WorkloadSpec spec;
    spec.name = "burst";
    spec.promptTokens = TokenLengths(kPromptTokens);
    spec.outputTokens = TokenLengths(tokens);
    spec.numRequests = streams;
    spec.concurrency = std::nullopt;
    spec.samePrompt = true;
    return spec;
}

Result<std::vector<WorkloadSpec>> workloadsToCalibrate(const RunPlan& plan) {
    if (plan.search) {
        return fail(ErrorKind::Usage,
                    "a search does not say how much load it will come to; calibrate at a load of "
                    "your own first, as in: sagellm-benchmark calibrate --concurrency 64");
    }
    if (!plan.sweep) {
        return plan.workloads;
    }
    const double highest = *std::ranges::max_element(plan.sweep->values);
    return pointOf(plan, 1, highest).plan.workloads;
}

Result<CalibrationSpec> calibrationSpecOf(const RunPlan& plan) {
    auto workloads = workloadsToCalibrate(plan);
    if (!workloads) {
        return tl::unexpected(workloads.error());
    }
    CalibrationSpec spec;
    spec.workloads = *std::move(workloads);
    spec.seed = plan.seed.value_or(spec.seed);
    spec.timeout = plan.timeout;
    spec.shard = plan.shard;
    const auto endpoint = plan.backend.options.find("endpoint");
    if (endpoint != plan.backend.options.end()) {
        spec.endpoint = endpoint->second;
    }
    return spec;
}

RunPlan calibrationPlan(const CalibrationSpec& spec, std::vector<WorkloadSpec> workloads,
                        const std::string& baseUrl, const std::filesystem::path& folder) {
    RunPlan plan;
    plan.workloads = std::move(workloads);
    plan.backend.id = "openai";
    plan.backend.baseUrl = baseUrl;
    plan.backend.options = {{"endpoint", spec.endpoint}, {"request_ids", "true"}};
    plan.seed = spec.seed;
    plan.timeout = spec.timeout;
    plan.shard = spec.shard;
    plan.output.folder = folder.string();
    if (spec.folder.empty()) {
        plan.output.exports.clear();
    }
    return plan;
}

std::string loadShape(const CalibrationSpec& spec) {
    RunPlan load;
    load.workloads = spec.workloads;
    load.shard = spec.shard;
    load.backend.options["endpoint"] = spec.endpoint;
    return fmt::format("{}/{}/{}{}", planHash(load), durationText(spec.pace.firstToken),
                       durationText(spec.pace.gap), spec.search ? "/search" : "");
}

std::string loadInWords(const std::vector<WorkloadSpec>& workloads) {
    std::string out;
    for (const WorkloadSpec& spec : workloads) {
        out += (out.empty() ? "" : "; then ") + loadText(spec);
    }
    return out;
}

bool isWithin1Ms(const CalibrationPoint& point) {
    return isSmall(point.errors.ttft) && isSmall(point.errors.itl) && point.unmatched == 0 &&
           point.verdict != "client_limited";
}

}  // namespace sagebench
