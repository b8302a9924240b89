// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/CampaignRules.h"

#include <fmt/format.h>

#include <cmath>

#include "plan/TrafficRules.h"

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

Result<void> checkRepeat(const RunPlan& plan) {
    if (plan.repeat < 1 || plan.repeat > kMostRepeats) {
        return fail(ErrorKind::Usage,
                    fmt::format("--repeat: {} is not a number of runs; give 1 to {}, where 1 "
                                "is a single run",
                                plan.repeat, kMostRepeats));
    }
    if (plan.difference && !(*plan.difference >= kFinestDifference && *plan.difference <= 1)) {
        return fail(ErrorKind::Usage,
                    fmt::format("--difference: {} is no share of a figure; give 0.1% to 100%, as "
                                "in 5% or 0.05",
                                *plan.difference));
    }
    if (plan.repeat > 1 && campaignAxis(plan)) {
        return fail(ErrorKind::Usage,
                    fmt::format("--repeat and {}: a plan has one of the two; leave one out{}",
                                askingOption(plan),
                                plan.search ? " (--search-runs says how often the load that was "
                                              "found is run again)"
                                            : ""));
    }
    return {};
}

/// Whether there is something to set; where there is not, validateCampaign() says so.
bool takesLoad(const WorkloadSpec& spec, LoadAxis axis) {
    switch (axis) {
        case LoadAxis::Rate:
            return hasRate(spec.arrival.process);
        case LoadAxis::Concurrency:
            return !spec.arrival.isOpen();
        case LoadAxis::InputTokens:
            return !spec.dataset.used();
        case LoadAxis::OutputTokens:
            return true;
    }
    return false;
}

WorkloadSpec asPoint(const RunPlan& plan, WorkloadSpec spec, double load) {
    const LoadAxis axis = *campaignAxis(plan);
    if (sizedByPoint(plan, spec)) {
        spec.numRequests = 1;
    }
    if (takesLoad(spec, axis)) {
        setLoad(spec, axis, load);
    }
    return spec;
}

/// Of a search the points to come are not known.
std::vector<double> knownLoads(const RunPlan& plan) {
    return plan.sweep ? plan.sweep->values : std::vector<double>{plan.search->from};
}

bool isLoad(double load) {
    return load > 0 && load <= kMostLoad;
}

Result<void> checkPoints(const RunPlan& plan, const WorkloadSpec& spec) {
    for (const double load : knownLoads(plan)) {
        if (const auto problem = trafficProblem(asPoint(plan, spec, load))) {
            return fail(ErrorKind::Usage,
                        fmt::format("{}: at {:.9g}, workload \"{}\": {}", askingOption(plan), load,
                                    spec.name, *problem));
        }
    }
    return {};
}

}  // namespace

bool hasRate(ArrivalProcess process) {
    return process == ArrivalProcess::Constant || process == ArrivalProcess::Poisson ||
           process == ArrivalProcess::Gamma;
}

void setLoad(WorkloadSpec& spec, LoadAxis axis, double load) {
    const int whole = static_cast<int>(std::lround(load));
    switch (axis) {
        case LoadAxis::Concurrency:
            spec.concurrency = whole;
            return;
        case LoadAxis::Rate:
            spec.arrival.rate = load;
            return;
        case LoadAxis::InputTokens:
            spec.promptTokens = whole;
            return;
        case LoadAxis::OutputTokens:
            spec.outputTokens = whole;
            return;
    }
}

bool isCampaign(const RunPlan& plan) {
    return plan.sweep || plan.search || plan.repeat > 1;
}

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
    if (!campaignAxis(plan)) {
        return spec;
    }
    const std::vector<double> loads = knownLoads(plan);
    const bool known = !loads.empty() && isLoad(loads.front());
    return asPoint(plan, std::move(spec), known ? loads.front() : 1);
}

Result<void> validateCampaign(const RunPlan& plan) {
    auto checked = checkRepeat(plan);
    if (!checked || !campaignAxis(plan)) {
        return checked;
    }
    checked = checkSpecs(plan);
    if (checked && plan.search) {
        checked = checkSearchPlan(plan);
    }
    for (const WorkloadSpec& spec : plan.workloads) {
        checked = checked ? checkWorkload(plan, spec) : checked;
        checked = checked ? checkPoints(plan, spec) : checked;
    }
    return checked;
}

}  // namespace sagebench
