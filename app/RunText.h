// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "metrics/WorkloadMetrics.h"
#include "record/RunInfo.h"

namespace sagebench::app {

/// "Measuring llama.cpp b4567 (llama-server) at http://…, model m, seed 7".
std::string measuringLine(const RunInfo& run);

/// What --verbose adds when the run begins: machine, command, and the plan as JSON.
std::string runDetails(const RunInfo& run);

/// What --verbose adds when a workload is done: percentiles and the first errors of each category.
std::string workloadDetails(const WorkloadMetrics& metrics);

/// What a user must know of a run that is not in its figures; the table tells the same.
std::vector<std::string> warningsOf(const RunSummary& summary);

}  // namespace sagebench::app
