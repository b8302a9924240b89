// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "Commands.h"
#include "base/Result.h"
#include "base/Secret.h"
#include "plan/RunPlan.h"

namespace sagebench::app {

/// All that a run needs, checked.
struct PreparedRun {
    RunPlan plan;
    Secret key;
    std::string command;  ///< the shell line that repeats the run; never holds the key
};

/// Reads the plan, workload and key files, checks every value against the backend's description,
/// and writes the plan where --save-plan asks for it. Nothing is sent. `arguments`: as given to the
/// program.
Result<PreparedRun> prepareRun(const RunOptions& options,
                               const std::vector<std::string>& arguments);

}  // namespace sagebench::app
