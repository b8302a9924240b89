// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/Result.h"
#include "plan/RunPlan.h"

namespace sagebench {

/// Whether a plan is many runs: a sweep, a search or a repeat.
bool isCampaign(const RunPlan& plan);

/// What a plan's sweep or search varies; absent: nothing, it is one run or a repeat.
std::optional<LoadAxis> campaignAxis(const RunPlan& plan);

/// Neither count, duration nor data set says when the workload ends: each point of a sweep or
/// search of load decides by its load (docs/LOAD.md, requestsOfPoint()).
bool sizedByPoint(const RunPlan& plan, const WorkloadSpec& spec);

/// Constant, Poisson, Gamma: their requests come at a rate that can be set.
bool hasRate(ArrivalProcess process);

/// `load` is whole but for Rate.
void setLoad(WorkloadSpec& spec, LoadAxis axis, double load);

/// As the first point of the plan's sweep or search has it, in what the points decide: the value of
/// the axis, and the number of requests where the workload does not say when it ends.
WorkloadSpec asFirstPoint(const RunPlan& plan, WorkloadSpec spec);

/// The part of validate() on sweep, search, repeat and difference, with the traffic of each of
/// their points. Errors (Usage) name the option and the way out.
Result<void> validateCampaign(const RunPlan& plan);

}  // namespace sagebench
