// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "base/Result.h"
#include "metrics/WorkloadResult.h"
#include "record/RunInfo.h"

namespace sagebench {

struct RunResult {
    RunInfo run;
    std::vector<WorkloadResultPtr> workloads;  ///< those that were begun
    bool interrupted = false;
    std::optional<Error> failure;  ///< why it went on no more; what was measured before is kept

    RunSummary summary() const;
};

}  // namespace sagebench
