// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <functional>
#include <optional>
#include <thread>
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

    /// First whether the server is there, which costs little.
    void start() {
        probe_ = std::jthread([this](const std::stop_token& stop) {
            const auto answer = probeServer(prepared_, stop);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(), [this, answer] { probed(answer); },
                Qt::QueuedConnection);
        });
    }
    void stop() {
        stopped_ = true;
        if (session_) {
            session_->stop();
        } else if (calibrating_) {
            calibration_->stop();
        } else {
            probe_.request_stop();
        }
    }

  private:
    void probed(const Result<void>& answer) {
        if (stopped_) {
            sayItNeverBegan();
            onEnd_(ExitCode::Interrupted);
        } else if (!answer) {
            printError(answer.error().message);
            onEnd_(exitCodeOf(answer.error().kind));
        } else {
            calibrating_ = true;
            calibration_->start();
        }
    }

    void calibrated(const CalibrationOutcome& outcome) {
        if (!outcome.isWhole()) {
            sayItNeverBegan();
            onEnd_(calibration_->exitCode());
            return;
        }
        keep(outcome);
        prepared_.calibrated = pointsIn(outcome.steps);
        session_.emplace(prepared_, mode_, onEnd_);
        session_->start();
    }

    /// What keeps it from being kept must not keep anyone from measuring.
    void keep(const CalibrationOutcome& outcome) {
        for (const std::string& line : notKept(outcome.steps)) {
            if (!mode_.quiet) {
                printLine(line);
            }
        }
        if (!outcome.isToKeep()) {
            return;
        }
        if (auto kept = keepCalibration(outcome.entry, mode_); !kept) {
            printWarning(kept.error().message);
        }
    }

    void sayItNeverBegan() const {
        if (!mode_.quiet) {
            printLine("The run itself was not begun; there are no results of it.");
        }
    }

    PreparedRun prepared_;
    OutputMode mode_;
    std::function<void(ExitCode)> onEnd_;
    RawCalibration raw_;
    std::optional<CalibrationSession> calibration_;
    std::optional<Session> session_;
    bool stopped_ = false, calibrating_ = false;
    std::jthread probe_;  ///< last: it ends before the rest goes
};

}  // namespace sagebench::app
