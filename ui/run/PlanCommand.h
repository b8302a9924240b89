// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "plan/RunPlan.h"

namespace sagebench::ui {

/// Written beside the results of a run that the window started.
inline constexpr const char* kPlanFileName = "benchmark_plan.json";

/// The shell line that repeats a run of this plan. Built-in workloads are named; others are read
/// from the plan file beside the results.
std::string planCommand(const RunPlan& plan);

}  // namespace sagebench::ui
