// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"
#include "plan/RunPlan.h"

namespace sagebench {

/// resources/workloads, compiled in.
const std::vector<WorkloadSpec>& builtinWorkloads();
/// Those that a run begins with when nothing was chosen: short_input, long_input, stress_test.
const std::vector<WorkloadSpec>& defaultWorkloads();

/// What `--workload` names: a built-in one ("short" = "short_input", …), a group ("year1" is the
/// first three, "query" is q1 to q8), or a file (ends in .json or contains '/'). Errors: Usage
/// (unknown, with the known ones), Input (file).
Result<std::vector<WorkloadSpec>> selectWorkloads(std::string_view selector);

/// The names that selectWorkloads knows beside the workloads' own, each with what it stands for.
struct WorkloadAlias {
    std::string name;
    std::vector<std::string> workloads;
};
const std::vector<WorkloadAlias>& workloadAliases();

}  // namespace sagebench
