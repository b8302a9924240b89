// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/Result.h"
#include "metrics/WorkloadMetrics.h"

namespace sagebench {

inline constexpr int kSchemaVersion = 1;

/// `<workload>_metrics.json`: flat, keys in the order of docs/METRICS.md. Ends in a newline. The
/// contract is the plan's.
std::string metricsJson(const WorkloadMetrics& metrics,
                        const std::optional<Contract>& contract = std::nullopt);

/// `benchmark_summary.json`. With no workload it is the `.part` that is written when a run starts.
std::string summaryJson(const RunSummary& summary);

/// Reads a summary back, also one that has only the keys of the first contract (`workloads`,
/// `overall`): what is missing is absent. Errors (Input): file and what was expected.
Result<RunSummary> parseSummary(std::string_view text, const std::string& origin);

}  // namespace sagebench
