// SPDX-License-Identifier: GPL-3.0-or-later
#include "ReportCommand.h"

#include <fmt/format.h>

#include "Console.h"
#include "Goals.h"
#include "Terminal.h"
#include "base/Files.h"
#include "report/CsvReport.h"
#include "report/JsonReport.h"
#include "report/MarkdownReport.h"
#include "report/ResultReader.h"
#include "report/TableReport.h"

namespace sagebench::app {
namespace {

/// A file gets neither colours nor the terminal's width.
TableStyle tableStyle(bool toFile) {
    const Terminal terminal = terminalOf(stdout);
    return toFile ? TableStyle{kDefaultWidth, false, true}
                  : TableStyle{terminal.width, !terminal.plain, terminal.unicode};
}

std::string render(const RunSummary& summary, ReportFormat format, bool toFile) {
    switch (format) {
        case ReportFormat::Table:
            return tableReport(summary, tableStyle(toFile));
        case ReportFormat::Json:
            return summaryJson(summary);
        case ReportFormat::Markdown:
            return markdownReport(summary);
        case ReportFormat::Csv:
            return csvReport(summary);
    }
    return {};
}

ExitCode told(const Error& error) {
    printError(error.message);
    return exitCodeOf(error.kind);
}

Result<void> writeReport(const ReportOptions& options, const std::string& text) {
    if (!options.output) {
        return writeStdout(text);
    }
    const auto written = writeFileAtomically(*options.output, text);
    return written ? written : fail(ErrorKind::Input, "--output: " + written.error().message);
}

/// Rendering a run that missed its goals is no failure; only what is asked for here decides.
ExitCode judge(const RunSummary& summary, const GoalOptions& asked) {
    const auto failing =
        whatFails(summary, {.slo = asked.failOnSlo, .contract = asked.contract.has_value()});
    for (const std::string& text : failing) {
        printError(text);
    }
    return failing.empty() ? ExitCode::Done : ExitCode::Missed;
}

}  // namespace

ExitCode reportCommand(const ReportOptions& options) {
    const auto goals = resolveGoals(options.goals);
    if (!goals) {
        return told(goals.error());
    }
    const auto summary =
        readResults(options.input, [&](RunPlan& plan) { applyGoals(*goals, plan); });
    if (!summary) {
        return told(summary.error());
    }
    if (options.goals.failOnSlo && summary->run.plan.slo.limits.empty()) {
        return told({ErrorKind::Usage,
                     "--fail-on-slo: the run has no SLO to miss; give one, as in "
                     "--slo ttft=200ms"});
    }
    if (summary->incomplete) {
        printWarning(fmt::format(
            "{}: incomplete: the run did not come to its end; this is what was recorded",
            options.input));
    }
    const auto written =
        writeReport(options, render(*summary, options.format, options.output.has_value()));
    return written ? judge(*summary, options.goals) : told(written.error());
}

}  // namespace sagebench::app
