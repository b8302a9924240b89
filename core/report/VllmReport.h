// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/Result.h"
#include "metrics/WorkloadMetrics.h"
#include "record/RecordSource.h"

namespace sagebench {

/// `<workload>_vllm.json`, with the keys of `vllm bench serve --save-result --save-detailed`.
Result<std::string> vllmReport(const RunInfo& run, const WorkloadSpec& spec,
                               const WorkloadMetrics& metrics, const RecordSource& records);

}  // namespace sagebench
