// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/Result.h"
#include "metrics/WorkloadMetrics.h"
#include "record/RequestRecord.h"
#include "record/RunInfo.h"

namespace sagebench {

/// One workload, measured: its figures and what they were computed from (warm-up included).
struct WorkloadResult {
    WorkloadSpec spec;
    WorkloadMetrics metrics;
    std::vector<RequestRecord> records;
};

struct RunResult {
    RunInfo run;
    std::vector<std::shared_ptr<const WorkloadResult>> workloads;  ///< those that were begun
    bool interrupted = false;
    std::optional<Error> failure;  ///< why it went on no more; what was measured before is kept

    RunSummary summary() const;
};

}  // namespace sagebench
