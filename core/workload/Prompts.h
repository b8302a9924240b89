// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <stop_token>

#include "base/Result.h"
#include "plan/RunPlan.h"
#include "workload/Dataset.h"
#include "workload/PromptFitter.h"
#include "workload/PromptSource.h"

namespace sagebench {

/// The prompts of one phase of a workload: synthetic (with shared prefixes and turns), or those of
/// a data set. `first`: the asks that come first, for which lengths are tried against the engine's
/// count before the run; later ones rest on what was learned. `dataset` may be null; it and
/// `fitter` must outlive what is made. Errors: those of the token counter; Usage (turns of prompts
/// that have none); Cancelled.
Result<std::unique_ptr<PromptSource>> preparePrompts(const WorkloadSpec& workload,
                                                     std::uint64_t seed,
                                                     std::span<const PromptAsk> first,
                                                     const Dataset* dataset, PromptFitter& fitter,
                                                     std::stop_token stop);

}  // namespace sagebench
