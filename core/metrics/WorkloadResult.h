// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "metrics/WorkloadMetrics.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// One workload, measured: its figures and what they were computed from (warm-up included).
struct WorkloadResult {
    WorkloadSpec spec;
    WorkloadMetrics metrics;
    std::vector<RequestRecord> records;
};

using WorkloadResultPtr = std::shared_ptr<const WorkloadResult>;

}  // namespace sagebench
