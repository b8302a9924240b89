// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CalibrationExecutor.h"

#include <utility>

#include "engine/RunExecutor.h"

namespace sagebench {
namespace {

class SnapshotsOnly final : public RunObserver {
  public:
    explicit SnapshotsOnly(CalibrationObserver& observer) : observer_(observer) {}
    void started(const RunInfo&) override {}
    bool wantsRequests() const override { return false; }
    void snapshot(std::shared_ptr<const RunSnapshot> snapshot) override {
        observer_.snapshot(std::move(snapshot));
    }
    void workloadFinished(std::shared_ptr<const WorkloadResult>) override {}

  private:
    CalibrationObserver& observer_;
};

/// Errors: those that end the calibration.
Result<void> runStep(CalibrationRun& run, CalibrationObserver& observer,
                     const std::stop_token& stop) {
    SnapshotsOnly snapshots(observer);
    RunExecutor executor(run.step().plan, {}, {}, snapshots);
    executor.setCalibrating(true);
    const auto result = executor.run(stop);
    if (!result) {
        run.fail(result.error());
        return {};
    }
    if (auto added = run.add(*result); !added) {
        return added;
    }
    for (const CalibrationStepResult& step : run.lastResults()) {
        observer.stepDone(step);
    }
    return {};
}

Result<void> runSteps(CalibrationRun& run, CalibrationObserver& observer,
                      const std::stop_token& stop) {
    if (auto begun = run.begin(); !begun) {
        return begun;
    }
    while (!run.wasStopped()) {
        const auto step = run.next();
        if (!step) {
            return tl::unexpected(step.error());
        }
        if (*step == nullptr) {
            break;
        }
        observer.stepBegan(**step, run.progress());
        if (auto done = runStep(run, observer, stop); !done) {
            return done;
        }
        if (stop.stop_requested()) {
            run.stop();
        }
    }
    return run.finish();
}

}  // namespace

CalibrationOutcome runCalibration(CalibrationSpec spec, const std::filesystem::path& program,
                                  Environment machine, CalibrationObserver& observer,
                                  std::stop_token stop) {
    CalibrationRun run(std::move(spec), program, std::move(machine));
    const auto ran = runSteps(run, observer, stop);
    CalibrationOutcome outcome = run.outcome();
    if (!ran && !outcome.failure) {
        outcome.failure = ran.error();
    }
    return outcome;
}

}  // namespace sagebench
