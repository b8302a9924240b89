// SPDX-License-Identifier: GPL-3.0-or-later
#include "CampaignResolution.h"

#include <fmt/format.h>

#include "plan/CampaignRules.h"

namespace sagebench::app {
namespace {

bool isLoad(std::optional<LoadAxis> axis) {
    return axis == LoadAxis::Rate || axis == LoadAxis::Concurrency;
}

/// The option that sets the same as the sweep or search.
const char* clashingOption(LoadAxis axis, const RunOptions& options) {
    switch (axis) {
        case LoadAxis::Concurrency:
            return options.concurrency ? "--concurrency" : nullptr;
        case LoadAxis::Rate:
            return options.traffic.requestRate ? "--request-rate" : nullptr;
        case LoadAxis::InputTokens:
            return options.promptTokens ? "--input-tokens" : nullptr;
        case LoadAxis::OutputTokens:
            return options.outputTokens ? "--output-tokens" : nullptr;
    }
    return nullptr;
}

}  // namespace

Result<void> overrideCampaign(RunPlan& plan, const CampaignOptions& options) {
    if (options.sweep || options.search) {
        plan.sweep = options.sweep;
        plan.search = options.search;
    }
    plan.repeat = options.repeat.value_or(plan.repeat);
    plan.difference = options.difference ? options.difference : plan.difference;
    if (!plan.search && (options.searchPrecision || options.searchRuns)) {
        return fail(ErrorKind::Usage,
                    fmt::format("{}: there is no search; give --find-max-rate or "
                                "--find-max-concurrency",
                                options.searchRuns ? "--search-runs" : "--search-precision"));
    }
    if (plan.search) {
        plan.search->precision = options.searchPrecision.value_or(plan.search->precision);
        plan.search->confirm = options.searchRuns.value_or(plan.search->confirm);
    }
    return {};
}

std::string_view defaultWorkloads(const RunPlan& plan) {
    return plan.search ? "short_input" : "year1";
}

void fitToCampaign(WorkloadSpec& workload, const RunPlan& plan, const RunOptions& options,
                   bool builtin) {
    const auto axis = campaignAxis(plan);
    if (axis == LoadAxis::Rate && !options.traffic.arrival && !workload.arrival.isOpen()) {
        workload.arrival.process = ArrivalProcess::Poisson;
    }
    if (builtin && isLoad(axis)) {
        workload.numRequests = 0;
    }
}

Result<void> checkCampaignOptions(const RunPlan& plan, const RunOptions& options) {
    const auto axis = campaignAxis(plan);
    const char* clash = axis ? clashingOption(*axis, options) : nullptr;
    if (!clash) {
        return {};
    }
    return fail(ErrorKind::Usage, fmt::format("{}: the {} sets it for each run; leave one out",
                                              clash, plan.search ? "search" : "sweep"));
}

}  // namespace sagebench::app
