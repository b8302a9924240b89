// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>

#include "base/Result.h"
#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// Reads what `report --input` names: a `benchmark_summary.json` is read as it is; a
/// `<workload>_requests.jsonl` (or `.part`) or a folder with such journals is computed again from
/// its records, with `telemetry.jsonl` and the run's facts from the summary or its `.part` beside
/// them; a folder without journals is read from its summary. `amend` may set other goals than the
/// run had, which it is judged by then; SLOs need the records. Errors: Input.
Result<RunSummary> readResults(const std::filesystem::path& input,
                               const std::function<void(RunPlan&)>& amend = {});

}  // namespace sagebench
