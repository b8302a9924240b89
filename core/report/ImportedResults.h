// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "base/Result.h"
#include "metrics/WorkloadMetrics.h"
#include "record/ForeignResults.h"
#include "report/DefinitionsView.h"

namespace sagebench {

/// What a file of another tool does not tell, and what it means otherwise than we do, in plain
/// sentences: they stand among the warnings of an imported workload.
std::vector<std::string> importRemarks(const ForeignRun& run);

/// Our figures from the records of other tools, a workload each. What the records don't carry is
/// absent; throughput is by the duration that the tool told. `amend` sets goals.
Result<RunSummary> importedSummary(const std::vector<ForeignRun>& runs,
                                   const std::function<void(RunPlan&)>& amend = {});

/// The same records under other definitions.
Result<DefinitionsView> importedDefinitions(const std::vector<ForeignRun>& runs,
                                            const std::vector<BenchTool>& tools);

}  // namespace sagebench
