// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "Commands.h"
#include "base/Result.h"
#include "base/Secret.h"
#include "plan/RunPlan.h"
#include "record/Calibration.h"
#include "reference/ReferenceServer.h"

namespace sagebench::app {

/// All that a run needs, checked.
struct PreparedRun {
    RunPlan plan;
    Secret key;
    std::string command;     ///< the shell line that repeats the run; never holds the key
    bool calibrate = false;  ///< the client first, at the same load
    ReferencePace pace{};    ///< of the server then
    std::vector<CalibrationPoint> calibrated{};  ///< what came of it, by workload
    bool calibrating = false;                    ///< it is that calibration's own
    /// The calibration's raw run, for the results' folder once earlier results are moved aside.
    std::filesystem::path calibrationPart{};
};

/// Plan file, workloads and goals into one valid plan. Nothing is sent or written.
Result<RunPlan> resolveWholePlan(const RunOptions& options);

/// Reads the plan, workload and key files, checks every value against the backend's description,
/// and writes the plan where --save-plan asks for it. Nothing is sent. `arguments`: as given to the
/// program.
Result<PreparedRun> prepareRun(const RunOptions& options,
                               const std::vector<std::string>& arguments);

/// Whether the server is there and has the model. Errors: those of Backend::probe().
Result<void> probeServer(const PreparedRun& prepared, const std::stop_token& stop);

}  // namespace sagebench::app
