// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/CampaignRules.h"

#include <fmt/format.h>

namespace sagebench {
namespace {

std::string_view searchOption(const SearchSpec& search) {
    return search.axis == LoadAxis::Rate ? "--find-max-rate" : "--find-max-concurrency";
}

std::string askingOption(const RunPlan& plan) {
    return plan.sweep ? fmt::format("--sweep {}", toString(plan.sweep->axis))
                      : std::string(searchOption(*plan.search));
}

tl::unexpected<Error> wrong(const RunPlan& plan, const WorkloadSpec& spec, std::string_view what) {
    return fail(ErrorKind::Usage,
                fmt::format("{}: workload \"{}\" {}", askingOption(plan), spec.name, what));
}

bool hasRate(ArrivalProcess process) {
    return process == ArrivalProcess::Constant || process == ArrivalProcess::Poisson ||
           process == ArrivalProcess::Gamma;
}

Result<void> checkRateAxis(const RunPlan& plan, const WorkloadSpec& spec) {
    if (spec.arrival.process == ArrivalProcess::Closed) {
        return wrong(plan, spec,
                     "is a closed loop, which has no rate; give --arrival poisson, constant or "
                     "gamma, or vary its concurrency");
    }
    if (!hasRate(spec.arrival.process)) {
        return wrong(plan, spec,
                     "is sent at the times of a trace, which has no rate of its own; give "
                     "--arrival poisson, constant or gamma to send its requests at a rate");
    }
    return {};
}

Result<void> checkWorkload(const RunPlan& plan, const WorkloadSpec& spec) {
    const LoadAxis axis = *campaignAxis(plan);
    const bool ofLoad = axis == LoadAxis::Rate || axis == LoadAxis::Concurrency;
    if (ofLoad && spec.arrival.ramp.kind != LoadRamp::Kind::None) {
        return wrong(plan, spec,
                     "has a ramp, which sets its load too; leave out --ramp, or the sweep or "
                     "search");
    }
    if (axis == LoadAxis::Rate) {
        return checkRateAxis(plan, spec);
    }
    if (axis == LoadAxis::Concurrency && spec.arrival.isOpen()) {
        return wrong(plan, spec,
                     "is an open loop, which has no concurrency; give --arrival closed, or vary "
                     "its rate");
    }
    if (axis == LoadAxis::InputTokens && spec.dataset.used()) {
        return wrong(plan, spec,
                     "takes its prompts from a data set; leave out --dataset, or vary another "
                     "axis");
    }
    return {};
}

Result<void> checkSearchPlan(const RunPlan& plan) {
    const std::string_view option = searchOption(*plan.search);
    if (plan.slo.limits.empty()) {
        return fail(ErrorKind::Usage,
                    fmt::format("{}: needs an SLO that the load has to meet; give one, as in --slo "
                                "p95:ttft=300ms",
                                option));
    }
    if (plan.workloads.size() != 1) {
        return fail(ErrorKind::Usage,
                    fmt::format("{}: searches with one workload, and {} are chosen; choose one "
                                "with --workload",
                                option, plan.workloads.size()));
    }
    return {};
}

Result<void> checkSpecs(const RunPlan& plan) {
    if (plan.sweep && plan.search) {
        return fail(ErrorKind::Usage,
                    fmt::format("--sweep and {}: a plan has one of the two; leave one out",
                                searchOption(*plan.search)));
    }
    const auto checked = plan.sweep ? checkSweep(*plan.sweep) : checkSearch(*plan.search);
    return checked ? checked
                   : fail(ErrorKind::Usage,
                          fmt::format("{}: {}", askingOption(plan), checked.error().message));
}

}  // namespace

std::optional<LoadAxis> campaignAxis(const RunPlan& plan) {
    return plan.sweep    ? std::optional(plan.sweep->axis)
           : plan.search ? std::optional(plan.search->axis)
                         : std::nullopt;
}

bool sizedByPoint(const RunPlan& plan, const WorkloadSpec& spec) {
    const auto axis = campaignAxis(plan);
    return (axis == LoadAxis::Rate || axis == LoadAxis::Concurrency) && spec.numRequests == 0 &&
           spec.duration == Nanos::zero() && !spec.dataset.used();
}

WorkloadSpec asFirstPoint(const RunPlan& plan, WorkloadSpec spec) {
    const auto axis = campaignAxis(plan);
    if (sizedByPoint(plan, spec)) {
        spec.numRequests = 1;
    }
    if (axis == LoadAxis::Rate && hasRate(spec.arrival.process)) {
        spec.arrival.rate = 1;
    }
    if (axis == LoadAxis::InputTokens && spec.promptTokens.isUnset()) {
        spec.promptTokens = 1;
    }
    if (axis == LoadAxis::OutputTokens && spec.outputTokens.isUnset()) {
        spec.outputTokens = 1;
    }
    return spec;
}

Result<void> validateCampaign(const RunPlan& plan) {
    if (!campaignAxis(plan)) {
        return {};
    }
    auto checked = checkSpecs(plan);
    if (checked && plan.search) {
        checked = checkSearchPlan(plan);
    }
    for (const WorkloadSpec& spec : plan.workloads) {
        checked = checked ? checkWorkload(plan, spec) : checked;
    }
    return checked;
}

}  // namespace sagebench
