// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunWatch.h"

#include <utility>

#include "CalibrationSession.h"
#include "Console.h"
#include "RunText.h"
#include "report/ResultWriter.h"

namespace sagebench::app {

RunWatch::RunWatch(const PreparedRun& prepared, OutputMode mode, std::string banner, Hooks hooks)
    : folder_(prepared.plan.output.folder),
      mode_(mode),
      speaks_(banner.empty()),
      hooks_(std::move(hooks)),
      progress_(prepared.plan, stderr, std::move(banner)),
      calibrationPart_(prepared.calibrationPart),
      run_(prepared.plan, prepared.key, prepared.command) {
    run_.setCalibration(prepared.calibrated);
    run_.setCalibrating(prepared.calibrating);
    if (!hooks_.seen) {
        run_.leaveRequestsOut();
    }
    // With the run itself as the receiver the calls come on the main thread, where it lives.
    QObject::connect(&run_, &BenchmarkRun::started, &run_,
                     [this](const RunInfo& info) { onStarted(info); });
    QObject::connect(&run_, &BenchmarkRun::snapshotReady, &run_,
                     [this](const SnapshotPtr& s) { onSnapshot(s); });
    QObject::connect(&run_, &BenchmarkRun::workloadFinished, &run_,
                     [this](const WorkloadResultPtr& result) { onWorkloadFinished(*result); });
    QObject::connect(&run_, &BenchmarkRun::finished, &run_, [this](const RunResult& result) {
        progress_.clear();
        hooks_.finished(result);
    });
    QObject::connect(&run_, &BenchmarkRun::failed, &run_, [this](const Error& error) {
        progress_.clear();
        hooks_.failed(error);
    });
}

void RunWatch::note(std::string_view line) {
    if (chatty()) {
        progress_.note(line);
    }
}

void RunWatch::onStarted(const RunInfo& info) {
    if (auto adopted = adoptCalibration(calibrationPart_, folder_); !adopted) {
        hooks_.complain(adopted.error());
    }
    if (auto written = writeSummaryPart(folder_, info); !written) {
        hooks_.complain(written.error());
    }
    if (!chatty() || !speaks_) {
        return;
    }
    progress_.note(measuringLine(info));
    for (const std::string& warning : info.engine.warnings) {
        printWarning(warning);
    }
    if (mode_.verbose) {
        progress_.note(runDetails(info));
    }
}

void RunWatch::onSnapshot(const SnapshotPtr& snapshot) {
    if (chatty()) {
        progress_.show(*snapshot, std::chrono::steady_clock::now());
    }
    if (hooks_.seen) {
        hooks_.seen(*snapshot);
    }
    run_.acknowledgeSnapshot();
}

void RunWatch::onWorkloadFinished(const WorkloadResult& result) {
    if (!chatty()) {
        return;
    }
    if (speaks_) {
        progress_.workloadFinished(result.metrics);
    }
    if (mode_.verbose) {
        progress_.note(workloadDetails(result.metrics));
    }
}

}  // namespace sagebench::app
