// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/RunResult.h"

namespace sagebench {

RunSummary RunResult::summary() const {
    RunSummary summary;
    summary.run = run;
    summary.incomplete = failure.has_value();
    for (const auto& workload : workloads) {
        summary.workloads.push_back(workload->metrics);
    }
    return summary;
}

}  // namespace sagebench
