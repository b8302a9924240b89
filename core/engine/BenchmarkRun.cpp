// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/BenchmarkRun.h"

#include <exception>
#include <utility>

#include "engine/RunExecutor.h"
#include "engine/SnapshotBuilder.h"

namespace sagebench {

/// Turns the executor's calls into signals. A snapshot that the receiver has not taken in yet is
/// not followed by another: what happened meanwhile is joined to the next.
class BenchmarkRun::Forwarder final : public RunObserver {
  public:
    explicit Forwarder(BenchmarkRun& run) : run_(run) {}

    void started(const RunInfo& info) override { Q_EMIT run_.started(info); }
    bool wantsRequests() const override { return run_.withRequests_; }
    void snapshot(std::shared_ptr<const RunSnapshot> snapshot) override {
        waiting_ = waiting_ ? joined(*waiting_, *snapshot) : std::move(snapshot);
        if (!run_.snapshotPending_.exchange(true, std::memory_order_acq_rel)) {
            flush();
        }
    }
    void workloadFinished(std::shared_ptr<const WorkloadResult> result) override {
        flush();
        Q_EMIT run_.workloadFinished(std::move(result));
    }
    void flush() {
        if (waiting_) {
            Q_EMIT run_.snapshotReady(std::exchange(waiting_, nullptr));
        }
    }

  private:
    BenchmarkRun& run_;
    std::shared_ptr<const RunSnapshot> waiting_;
};

BenchmarkRun::BenchmarkRun(RunPlan plan, Secret key, std::string command, QObject* parent)
    : QObject(parent), plan_(std::move(plan)), key_(std::move(key)), command_(std::move(command)) {
    qRegisterMetaType<RunInfo>();
    qRegisterMetaType<SnapshotPtr>();
    qRegisterMetaType<WorkloadResultPtr>();
    qRegisterMetaType<RunResult>();
    qRegisterMetaType<Error>();
}

BenchmarkRun::~BenchmarkRun() = default;

void BenchmarkRun::start() {
    thread_ = std::jthread([this](std::stop_token stop) { execute(std::move(stop)); });
}

void BenchmarkRun::stop() {
    thread_.request_stop();
}

void BenchmarkRun::execute(std::stop_token stop) {
    Forwarder forwarder(*this);
    RunExecutor executor(plan_, key_, command_, forwarder);
    executor.setCalibration(calibrated_);
    executor.setCalibrating(calibrating_);
    Result<RunResult> result = fail(ErrorKind::Run, "the run did not begin");
    try {
        result = executor.run(std::move(stop));
    } catch (const std::exception& error) {
        result = fail(ErrorKind::Run, std::string("the run broke off: ") + error.what());
    }
    forwarder.flush();
    if (result) {
        Q_EMIT finished(*result);
    } else {
        Q_EMIT failed(result.error());
    }
}

}  // namespace sagebench
