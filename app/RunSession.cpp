// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunSession.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "Console.h"
#include "Goals.h"
#include "RunText.h"
#include "StdoutStyle.h"
#include "report/JsonReport.h"
#include "report/ResultWriter.h"
#include "report/TableReport.h"

namespace sagebench::app {

RunSession::RunSession(PreparedRun prepared, OutputMode mode, std::function<void(ExitCode)> onEnd)
    : folder_(prepared.plan.output.folder),
      exports_(prepared.plan.output.exports),
      key_(prepared.key),
      mode_(mode),
      onEnd_(std::move(onEnd)),
      watch_(prepared, mode, "",
             {.finished = [this](const RunResult& result) { onFinished(result); },
              .failed = [this](const Error& error) { onFailed(error); },
              .complain = [this](const Error& error) { complain(error); }}) {}

void RunSession::stop() {
    stopping_ = true;
    watch_.stop();
    watch_.note("Stopping; what was measured is kept. Once more to leave at once.");
}

void RunSession::onFinished(const RunResult& result) {
    worst_ = moreSevere(worst_, exitCodeOf(result));
    sayWhatWasMissed(result.summary());
    if (auto done = writeAndPrint(result); !done) {
        complain(done.error());
    } else if (chatty()) {
        sayWhere(result);
    }
    if (result.failure) {
        complain(*result.failure);
    }
    onEnd_(worst_);
}

void RunSession::onFailed(const Error& error) {
    if (error.kind == ErrorKind::Cancelled && chatty()) {
        printLine("Interrupted before anything was measured.");
    } else if (error.kind != ErrorKind::Cancelled) {
        complain(error);
    }
    onEnd_(moreSevere(stopping_ ? ExitCode::Interrupted : worst_, exitCodeOf(error.kind)));
}

Result<void> RunSession::writeAndPrint(const RunResult& result) {
    const RunSummary summary = result.summary();
    const auto written = writeResults(folder_, summary, recordsIn(result.workloads));
    const auto printed = printSummary(summary);
    return written ? printed : tl::unexpected(written.error());
}

Result<void> RunSession::printSummary(const RunSummary& summary) {
    if (mode_.json) {
        for (const std::string& warning :
             chatty() ? warningsOf(summary) : std::vector<std::string>()) {
            printWarning(warning);
        }
        return writeStdout(summaryJson(summary));
    }
    return mode_.quiet ? Result<void>() : writeStdout(tableReport(summary, stdoutStyle()));
}

void RunSession::sayWhere(const RunResult& result) {
    const bool hasReport = std::ranges::find(exports_, "markdown") != exports_.end();
    printLine(
        fmt::format("Results in {}{}{}", folder_, hasReport ? "; the report is REPORT.md" : "",
                    result.interrupted ? " (interrupted: what was measured until then)" : ""));
}

/// Also with --quiet and --json: it is what the exit code stands for.
void RunSession::sayWhatWasMissed(const RunSummary& summary) {
    for (const std::string& text :
         whatFails(summary, {.slo = summary.run.plan.slo.failWhenMissed, .contract = true})) {
        printError(text);
        worst_ = moreSevere(worst_, ExitCode::Missed);
    }
}

void RunSession::complain(const Error& error) {
    watch_.clear();
    printError(key_.redact(error.message));
    worst_ = moreSevere(worst_, exitCodeOf(error.kind));
}

}  // namespace sagebench::app
