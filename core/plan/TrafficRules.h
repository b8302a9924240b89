// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "plan/RunPlan.h"

namespace sagebench {

/// First complaint about a workload's traffic that no run could have, with the way out; absent:
/// none.
std::optional<std::string> trafficProblem(const WorkloadSpec& spec);

}  // namespace sagebench
