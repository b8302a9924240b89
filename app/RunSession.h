// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "Commands.h"
#include "ExitCode.h"
#include "RunWatch.h"

namespace sagebench::app {

/// One run on the command line: shows its progress, writes the results and prints the table.
class RunSession {
  public:
    /// `onEnd` is called once, when everything is written.
    RunSession(PreparedRun prepared, OutputMode mode, std::function<void(ExitCode)> onEnd);

    void start() { watch_.start(); }
    /// What was measured is kept; the end follows soon.
    void stop();

  private:
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
    ExitCode worst_ = ExitCode::Done;
    bool stopping_ = false;
    RunWatch watch_;  ///< last: its run ends before the rest goes
};

}  // namespace sagebench::app
