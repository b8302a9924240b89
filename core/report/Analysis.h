// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// What the figures of one workload show beyond themselves, in plain sentences: tails and queueing,
/// where the time goes, what the engine's caches did. Only what the figures carry.
std::vector<std::string> analyse(const WorkloadMetrics& metrics);

/// The workload with the most requests in flight against the one with the fewest: what more load
/// brought and cost. Empty where there is no such pair.
std::vector<std::string> compareLoads(const std::vector<WorkloadMetrics>& workloads);

}  // namespace sagebench
