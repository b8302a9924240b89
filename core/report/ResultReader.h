// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/Result.h"
#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// Reads what `report --input` names: a `benchmark_summary.json` is read as it is; a
/// `<workload>_requests.jsonl` (or `.part`) or a folder with such journals is computed again from
/// its records, with `telemetry.jsonl` and the run's facts from the summary or its `.part` beside
/// them; a folder without journals is read from its summary. Errors: Input.
Result<RunSummary> readResults(const std::filesystem::path& input);

}  // namespace sagebench
