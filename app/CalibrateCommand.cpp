// SPDX-License-Identifier: GPL-3.0-or-later
#include "CalibrateCommand.h"

#include <fmt/format.h>

#include "CalibrationSession.h"
#include "Console.h"
#include "EventLoop.h"
#include "RunPreparation.h"
#include "ShellCommand.h"
#include "StdoutStyle.h"
#include "campaign/CalibrationReport.h"

namespace sagebench::app {
namespace {

/// A seed or a time-out is no load.
bool givesLoad(RunOptions options) {
    options.seed.reset();
    options.timeout.reset();
    return options != RunOptions{};
}

Result<CalibrationSpec> specOf(const CalibrateOptions& options) {
    const auto plan = resolveWholePlan(options.load);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    auto spec = calibrationSpecOf(*plan);
    if (!spec) {
        return spec;
    }
    spec->pace = options.pace;
    if (!givesLoad(options.load)) {
        spec->workloads.clear();
        spec->search = options.search;
    } else if (!options.search) {
        return fail(ErrorKind::Usage,
                    "--no-search: only the standard burst is followed by a search; leave it out");
    }
    spec->folder = options.output.value_or("");
    return spec;
}

/// `calibrate` on the command line: what comes at its end.
class CalibrateSession {
  public:
    CalibrateSession(CalibrationSpec spec, std::string command, const CalibrateOptions& options,
                     std::function<void(ExitCode)> onEnd)
        : options_(options),
          onEnd_(std::move(onEnd)),
          calibration_(std::move(spec), options.mode, std::move(command),
                       [this](const CalibrationOutcome& outcome) { finish(outcome); }) {}

    void start() { calibration_.start(); }
    void stop() { calibration_.stop(); }

  private:
    void finish(const CalibrationOutcome& outcome) {
        ExitCode code = calibration_.exitCode();
        if (options_.save && outcome.isToKeep()) {
            if (auto kept = keepCalibration(outcome.entry, options_.mode); !kept) {
                printError(kept.error().message);
                code = moreSevere(code, exitCodeOf(kept.error().kind));
            }
        }
        onEnd_(moreSevere(code, print(outcome)));
    }

    ExitCode print(const CalibrationOutcome& outcome) const {
        const OutputMode& mode = options_.mode;
        Result<void> printed;
        if (mode.json) {
            printed = writeStdout(calibrationJson(outcome));
        } else if (!mode.quiet) {
            printed = writeStdout(calibrationTable(outcome, stdoutStyle()));
        }
        if (!printed) {
            printError(printed.error().message);
            return exitCodeOf(printed.error().kind);
        }
        return ExitCode::Done;
    }

    CalibrateOptions options_;
    std::function<void(ExitCode)> onEnd_;
    CalibrationSession calibration_;
};

}  // namespace

ExitCode calibrateCommand(const CalibrateOptions& options,
                          const std::vector<std::string>& arguments) {
    auto spec = specOf(options);
    if (!spec) {
        printError(spec.error().message);
        return exitCodeOf(spec.error().kind);
    }
    const std::string command = shellCommand(arguments, spec->seed);
    return runToItsEnd<CalibrateSession>(*std::move(spec), command, options);
}

}  // namespace sagebench::app
