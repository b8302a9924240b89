// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/Result.h"
#include "metrics/WorkloadResult.h"
#include "record/RecordSource.h"

namespace sagebench {

/// Gives the records of a workload by its name.
using RecordsOf = std::function<std::unique_ptr<RecordSource>(const std::string& workload)>;

/// Of workloads that were just measured; they must outlive what it gives.
RecordsOf recordsIn(const std::vector<WorkloadResultPtr>& workloads);

/// `benchmark_summary.json.part` with the run and no workload yet: what `report` needs after a
/// crash.
Result<void> writeSummaryPart(const std::filesystem::path& folder, const RunInfo& run);

/// Every result file of the plan's exports, each atomically; removes the `.part`. The journals are
/// there already. Returns the names of the files written.
Result<std::vector<std::string>> writeResults(const std::filesystem::path& folder,
                                              const RunSummary& summary,
                                              const RecordsOf& recordsOf);

}  // namespace sagebench
