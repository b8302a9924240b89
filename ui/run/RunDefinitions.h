// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "metrics/WorkloadMetrics.h"
#include "report/DefinitionsView.h"
#include "report/ResultWriter.h"

namespace sagebench::ui {

/// The figures of a run's workloads by several definitions, from its records; on any thread. Errors
/// (Input): there are no records.
using DefinitionsOf = std::function<Result<DefinitionsView>(const std::vector<BenchTool>&)>;

/// Of the workloads that have records.
DefinitionsOf definitionsFrom(RunSummary summary, RecordsOf recordsOf);

}  // namespace sagebench::ui
