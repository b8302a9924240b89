// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "Commands.h"
#include "ProgressPrinter.h"
#include "RunPreparation.h"
#include "engine/BenchmarkRun.h"

namespace sagebench::app {

/// One BenchmarkRun on the command line: takes its signals on the main thread, shows its progress
/// on stderr, and writes what its results begin with. What a run and a point of a campaign share.
class RunWatch {
  public:
    struct Hooks {
        std::function<void(const RunResult&)> finished;  ///< last, or failed
        std::function<void(const Error&)> failed;
        std::function<void(const Error&)> complain;         ///< of what does not end the run
        std::function<void(const RunSnapshot&)> seen = {};  ///< with the requests that ended
    };
    /// `banner`: names the run where it is one of many; empty: it speaks for itself.
    RunWatch(const PreparedRun& prepared, OutputMode mode, std::string banner, Hooks hooks);

    void start() { run_.start(); }
    void stop() { run_.stop(); }
    /// A line that stays, unless quiet.
    void note(std::string_view line);
    /// Takes the live picture off the terminal.
    void clear() { progress_.clear(); }

  private:
    void onStarted(const RunInfo& info);
    void onSnapshot(const SnapshotPtr& snapshot);
    void onWorkloadFinished(const WorkloadResult& result);
    bool chatty() const { return !mode_.quiet; }

    std::string folder_;
    OutputMode mode_;
    bool speaks_;  ///< of engine and workloads
    Hooks hooks_;
    ProgressPrinter progress_;
    std::filesystem::path calibrationPart_;
    BenchmarkRun run_;  ///< last: its thread ends before the rest goes
};

}  // namespace sagebench::app
