// SPDX-License-Identifier: GPL-3.0-or-later
#include "CalibrationSession.h"

#include <fmt/format.h>

#include <QCoreApplication>
#include <system_error>

#include "CampaignProgress.h"
#include "Console.h"
#include "TextStyle.h"
#include "campaign/CalibrationReport.h"
#include "record/CalibrationStore.h"
#include "telemetry/MachineInfo.h"

namespace sagebench::app {
namespace {

namespace fs = std::filesystem;

fs::path thisProgram() {
    return QCoreApplication::applicationFilePath().toStdString();
}

}  // namespace

CalibrationSession::CalibrationSession(CalibrationSpec spec, OutputMode mode, std::string command,
                                       std::function<void(const CalibrationOutcome&)> onEnd)
    : mode_(mode),
      command_(std::move(command)),
      onEnd_(std::move(onEnd)),
      run_(std::move(spec), thisProgram(), readEnvironment()) {}

void CalibrationSession::start() {
    if (auto begun = run_.begin(); !begun) {
        complain(begun.error());
        run_.fail(begun.error());
    }
    startStep();
}

void CalibrationSession::stop() {
    run_.stop();
    worst_ = moreSevere(worst_, ExitCode::Interrupted);
    if (watch_) {
        watch_->stop();
        watch_->note("Stopping the calibration. Once more to leave at once.");
    }
}

void CalibrationSession::later(void (CalibrationSession::*what)()) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [this, what] { (this->*what)(); }, Qt::QueuedConnection);
}

void CalibrationSession::startStep() {
    const auto step = run_.next();
    if (!step) {
        complain(step.error());
    }
    if (!step || *step == nullptr) {
        finish();
        return;
    }
    watch_ = std::make_unique<RunWatch>(
        PreparedRun{.plan = (*step)->plan, .key = {}, .command = command_, .calibrating = true},
        mode_, banner(),
        RunWatch::Hooks{.finished = [this](const RunResult& result) { onFinished(result); },
                        .failed = [this](const Error& error) { onFailed(error); },
                        .complain = [this](const Error& error) { complain(error); }});
    watch_->start();
}

std::string CalibrationSession::banner() const {
    const CampaignProgress progress = run_.progress();
    const int all = progress.done + progress.left.value_or(0);
    std::string out = "Calibrating";
    if (run_.outcome().spec.search) {
        out += fmt::format(", step {} of about {}", progress.done + 1, all);
    }
    out += ": " + run_.step().load;
    const auto left = remainingTime(progress, run_.stepTimes());
    return out + (left ? fmt::format(", about {} left", spanText(*left)) : "");
}

void CalibrationSession::onFinished(const RunResult& result) {
    if (auto added = run_.add(result); !added) {
        complain(added.error());
    } else if (run_.outcome().failure) {
        complain(*run_.outcome().failure);
    } else {
        for (const CalibrationStepResult& step : run_.lastResults()) {
            watch_->note(stepLine(step));
        }
    }
    later(&CalibrationSession::startStep);
}

/// Where the search has found something already, it is no failure.
void CalibrationSession::onFailed(const Error& error) {
    run_.fail(error);
    if (run_.outcome().failure) {
        complain(*run_.outcome().failure);
    }
    later(&CalibrationSession::startStep);
}

void CalibrationSession::finish() {
    watch_.reset();
    if (auto finished = run_.finish(); !finished) {
        complain(finished.error());
    }
    if (run_.wasStopped() && run_.outcome().steps.empty() && !mode_.quiet) {
        printLine("Interrupted before anything was measured.");
    }
    onEnd_(run_.outcome());
}

void CalibrationSession::complain(const Error& error) {
    if (watch_) {
        watch_->clear();
    }
    printError(error.message);
    worst_ = moreSevere(worst_, exitCodeOf(error.kind));
}

Result<void> keepCalibration(const CalibrationEntry& entry, OutputMode mode) {
    const CalibrationStore store;
    const auto kept = store.add(entry);
    if (!kept) {
        return fail(kept.error().kind,
                    fmt::format("the calibration can't be kept: {}", kept.error().message));
    }
    if (*kept && !mode.quiet) {
        printWarning(fmt::format("{}: could not be read; it is now {}, and a new one was begun",
                                 store.file().string(), (*kept)->string()));
    }
    if (!mode.quiet) {
        printLine("Kept for later reports in " + store.file().string());
    }
    return {};
}

RawCalibration::RawCalibration(const PreparedRun& prepared)
    : spec_(calibrationSpecOf(prepared.plan).value_or(CalibrationSpec{})) {
    const fs::path results = prepared.plan.output.folder;
    std::error_code ignored;
    spec_.pace = prepared.pace;
    resultsWereThere_ = fs::exists(results, ignored);
    spec_.folder = results / "calibration.part";
    fs::remove_all(spec_.folder, ignored);  // of one that was killed
}

RawCalibration::~RawCalibration() {
    std::error_code ignored;
    fs::remove_all(spec_.folder, ignored);
    if (!resultsWereThere_) {
        fs::remove(spec_.folder.parent_path(), ignored);  // only when empty
    }
}

Result<void> adoptCalibration(const fs::path& part, const fs::path& results) {
    if (part.empty()) {
        return {};
    }
    try {
        fs::rename(part, results / "calibration");
        return {};
    } catch (const fs::filesystem_error& error) {
        return fail(ErrorKind::Io,
                    fmt::format("the calibration's records can't be kept: {}", error.what()));
    }
}

}  // namespace sagebench::app
