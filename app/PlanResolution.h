// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "Commands.h"
#include "backend/BackendDescription.h"
#include "base/Result.h"
#include "plan/RunPlan.h"

namespace sagebench::app {

/// What a `--workload` stands for; selectWorkloads but in tests.
using WorkloadSelection =
    std::function<Result<std::vector<WorkloadSpec>>(std::string_view selector)>;

/// The plan that runs: the plan file's values, over them the command line's, over the defaults.
/// Workloads given replace the plan's; another backend than the plan's replaces its whole section,
/// since an option or address of one engine means nothing to another; the same backend's options
/// are merged key by key. The result always has a seed: given, the plan's, or `drawnSeed`.
Result<RunPlan> resolvePlan(const RunOptions& options, const std::optional<RunPlan>& planFile,
                            std::uint64_t drawnSeed, const WorkloadSelection& select);

/// Whether this backend can be had with these settings. Errors (Usage) name the option.
Result<void> checkBackend(const BackendDescription& backend, const BackendSpec& spec);

}  // namespace sagebench::app
