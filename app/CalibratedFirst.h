// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "CalibrationSession.h"
#include "Console.h"
#include "RunPreparation.h"

namespace sagebench::app {

/// `run --calibrate`: the run's load against the reference server, then the run as `Session` does
/// it, with the client's error in its report and DIR/calibration/.
template <class Session>
class CalibratedFirst {
  public:
    CalibratedFirst(PreparedRun prepared, OutputMode mode, std::function<void(ExitCode)> onEnd)
        : prepared_(std::move(prepared)), mode_(mode), onEnd_(std::move(onEnd)), raw_(prepared_) {
        prepared_.calibrationPart = raw_.folder();
        calibration_.emplace(raw_.spec(), mode_, prepared_.command,
                             [this](const CalibrationOutcome& outcome) { calibrated(outcome); });
    }

    void start() { calibration_->start(); }
    void stop() { session_ ? session_->stop() : calibration_->stop(); }

  private:
    void calibrated(const CalibrationOutcome& outcome) {
        if (!outcome.isWhole()) {
            onEnd_(calibration_->exitCode());
            return;
        }
        const ExitCode kept =
            outcome.isToKeep() ? keepCalibration(outcome.entry, mode_) : ExitCode::Done;
        prepared_.calibrated = pointsIn(outcome.steps);
        session_.emplace(prepared_, mode_,
                         [this, kept](ExitCode code) { onEnd_(moreSevere(kept, code)); });
        session_->start();
    }

    PreparedRun prepared_;
    OutputMode mode_;
    std::function<void(ExitCode)> onEnd_;
    RawCalibration raw_;
    std::optional<CalibrationSession> calibration_;
    std::optional<Session> session_;
};

}  // namespace sagebench::app
