// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "Commands.h"
#include "ExitCode.h"
#include "ProgressPrinter.h"
#include "RunPreparation.h"
#include "engine/BenchmarkRun.h"

namespace sagebench::app {

/// One run on the command line: takes a BenchmarkRun's signals on the main thread, shows progress,
/// writes the results and prints the table.
class RunSession {
  public:
    /// `onEnd` is called once, when everything is written.
    RunSession(PreparedRun prepared, OutputMode mode, std::function<void(ExitCode)> onEnd);

    void start() { run_.start(); }
    /// What was measured is kept; the end follows soon.
    void stop();

  private:
    void onStarted(const RunInfo& info);
    void onSnapshot(const SnapshotPtr& snapshot);
    void onWorkloadFinished(const WorkloadResult& result);
    void onFinished(const RunResult& result);
    void onFailed(const Error& error);

    Result<void> writeAndPrint(const RunResult& result);
    Result<void> printSummary(const RunSummary& summary);
    void sayWhatWasMissed(const RunSummary& summary);
    void sayWhere(const RunResult& result);
    void complain(const Error& error);
    bool chatty() const { return !mode_.quiet; }

    std::string folder_;
    std::vector<std::string> exports_;
    Secret key_;
    OutputMode mode_;
    std::function<void(ExitCode)> onEnd_;
    ProgressPrinter progress_;
    ExitCode worst_ = ExitCode::Done;
    bool stopping_ = false;
    BenchmarkRun run_;  ///< last: its thread ends before the rest goes
};

}  // namespace sagebench::app
