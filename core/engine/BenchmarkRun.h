// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/Result.h"
#include "base/Secret.h"
#include "engine/RunResult.h"
#include "engine/RunSnapshot.h"
#include "plan/RunPlan.h"

namespace sagebench {

using SnapshotPtr = std::shared_ptr<const RunSnapshot>;

/// One run of one plan, on its own threads: what the window, the terminal and the tests see of the
/// engine. Signals are emitted from the run's thread: connect with a receiver object.
class BenchmarkRun : public QObject {
    Q_OBJECT
  public:
    /// `key`: the API key, already read. `command`: the shell line that repeats the run.
    BenchmarkRun(RunPlan plan, Secret key, std::string command, QObject* parent = nullptr);
    /// Stops and waits.
    ~BenchmarkRun() override;

    /// The client's error at these very workloads, measured just before. Before start().
    void setCalibration(std::vector<CalibrationPoint> before) { calibrated_ = std::move(before); }
    /// The run is a calibration's own: nothing is said of the client's error.
    void setCalibrating(bool calibrating) { calibrating_ = calibrating; }
    /// Snapshots without the requests that ended. Before start().
    void leaveRequestsOut() { withRequests_ = false; }
    /// Once.
    void start();
    /// From any thread. What was measured is kept; finished() follows within 200 ms.
    void stop();
    /// Call when a snapshot was taken in: until then no other is emitted (at most one pending).
    void acknowledgeSnapshot() { snapshotPending_.store(false, std::memory_order_release); }

  Q_SIGNALS:
    void started(const sagebench::RunInfo& info);
    /// At most 30 a second.
    void snapshotReady(sagebench::SnapshotPtr snapshot);
    void workloadFinished(sagebench::WorkloadResultPtr result);
    /// Last signal of a run that was begun, interrupted or not.
    void finished(const sagebench::RunResult& result);
    /// Last signal of a run that could not be begun or went on no more.
    void failed(const sagebench::Error& error);

  private:
    class Forwarder;
    void execute(std::stop_token stop);

    RunPlan plan_;
    Secret key_;
    std::string command_;
    std::vector<CalibrationPoint> calibrated_;
    bool calibrating_ = false;
    bool withRequests_ = true;
    std::atomic<bool> snapshotPending_{false};
    std::jthread thread_;
};

}  // namespace sagebench
