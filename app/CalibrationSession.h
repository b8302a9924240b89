// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "Commands.h"
#include "ExitCode.h"
#include "RunWatch.h"
#include "campaign/CalibrationRun.h"

namespace sagebench::app {

/// One calibration on the command line: one run after another, with their progress on stderr.
class CalibrationSession {
  public:
    /// `onEnd` is called once, from the event loop, when all is written but what is kept.
    CalibrationSession(CalibrationSpec spec, OutputMode mode, std::string command,
                       std::function<void(const CalibrationOutcome&)> onEnd);

    void start();
    void stop();
    /// At the end: Done, or why it did not come to its end, which has been told.
    ExitCode exitCode() const { return worst_; }

  private:
    void startStep();
    void onFinished(const RunResult& result);
    void onFailed(const Error& error);
    void finish();
    void later(void (CalibrationSession::*what)());
    void complain(const Error& error);
    std::string banner() const;

    OutputMode mode_;
    std::string command_;
    std::function<void(const CalibrationOutcome&)> onEnd_;
    CalibrationRun run_;
    ExitCode worst_ = ExitCode::Done;
    std::unique_ptr<RunWatch> watch_;  ///< last: its run ends before the rest goes
};

/// Into the store of this user; says where, and what was wrong with an earlier one. Errors:
/// Io, Input (the folder, or a file of a later version).
Result<void> keepCalibration(const CalibrationEntry& entry, OutputMode mode);

/// The folder of a calibration's raw run until the run's own results begin, and what it measures.
/// What is not adopted by then goes.
class RawCalibration {
  public:
    explicit RawCalibration(const PreparedRun& prepared);
    ~RawCalibration();
    RawCalibration(const RawCalibration&) = delete;
    RawCalibration& operator=(const RawCalibration&) = delete;

    const std::filesystem::path& folder() const { return spec_.folder; }
    const CalibrationSpec& spec() const { return spec_; }

  private:
    CalibrationSpec spec_;
    bool resultsWereThere_;
};

/// `part` becomes DIR/calibration. Nothing where `part` is empty. Errors: Io.
Result<void> adoptCalibration(const std::filesystem::path& part,
                              const std::filesystem::path& results);

}  // namespace sagebench::app
