// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "backend/Backend.h"
#include "base/Result.h"
#include "base/Secret.h"
#include "engine/RunObserver.h"
#include "plan/RunPlan.h"
#include "workload/Dataset.h"

namespace sagebench {

class TelemetryFile;
class WorkloadRun;

/// Runs a plan from its check to its last workload, on the calling thread. Free of Qt.
class RunExecutor {
  public:
    /// `observer` must outlive it. The plan is one that validate() accepts.
    RunExecutor(RunPlan plan, Secret key, std::string command, RunObserver& observer);
    /// The client's error at these very workloads, measured just before.
    void setCalibration(std::vector<CalibrationPoint> before) { calibrated_ = std::move(before); }
    /// The run is a calibration's own: nothing is said of the client's error.
    void setCalibrating(bool calibrating) { calibrating_ = calibrating; }
    ~RunExecutor();

    /// Errors: those of the check before the run (no result files then), or of its first workload;
    /// a later one's is in the result. A stop after the check is no error: the result says
    /// `interrupted`.
    Result<RunResult> run(std::stop_token stop);

  private:
    /// What the session has to expect.
    struct Extent {
        int inFlight = 1;
        int longestRequest = 0;  ///< tokens
    };

    Result<void> openDatasets(std::stop_token stop);
    Extent extent() const;
    Result<void> openSession(std::stop_token stop);
    Result<std::shared_ptr<const WorkloadResult>> runWorkload(WorkloadRun& workload,
                                                              const RunInfo& info,
                                                              std::stop_token stop);
    Result<void> openResults(const RunInfo& info);
    RunInfo describeRun() const;
    void announceConnecting();

    RunPlan plan_;
    Secret key_;
    std::string command_;
    RunObserver& observer_;
    std::vector<std::shared_ptr<const Dataset>> datasets_;  ///< by workload; null: none
    std::unique_ptr<Session> session_;
    std::unique_ptr<TelemetryFile> telemetry_;
    std::vector<CalibrationPoint> calibrated_;
    bool calibrating_ = false;
};

}  // namespace sagebench
