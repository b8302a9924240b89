// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "base/Result.h"
#include "plan/RunPlan.h"

namespace sagebench::app {

// Pure: what sweep, search and repeat make of a plan.

/// A sweep or search given replaces the plan's, whichever of the two that is. Errors (Usage): both,
/// or details of a search that there is none of.
Result<void> overrideCampaign(RunPlan& plan, const CampaignOptions& options);

/// What runs where no workload is chosen: a search has one.
std::string_view defaultWorkloads(const RunPlan& plan);

/// Before the options override it: a rate needs an open loop (poisson, where nothing else is said),
/// and a built-in workload's few requests are not enough to judge a load by: its points decide
/// (requestsOfPoint()).
void fitToCampaign(WorkloadSpec& workload, const RunPlan& plan, const RunOptions& options,
                   bool builtin);

/// Errors (Usage): an option that sets what the sweep or search sets.
Result<void> checkCampaignOptions(const RunPlan& plan, const RunOptions& options);

}  // namespace sagebench::app
