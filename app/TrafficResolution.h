// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "base/Result.h"
#include "plan/RunPlan.h"

namespace sagebench::app {

// Pure: what the command line makes of a workload.

/// The workload with the options over its own values. What was not said follows from what was: a
/// rate makes an open loop, a duration or data set replaces a number of requests. Errors (Usage):
/// options that contradict each other.
Result<void> overrideWorkload(WorkloadSpec& workload, const RunOptions& options);

/// What `--dataset FILE` without a workload runs: named after the file.
WorkloadSpec datasetWorkload(const std::string& path);

}  // namespace sagebench::app
