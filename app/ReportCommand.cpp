// SPDX-License-Identifier: GPL-3.0-or-later
#include "ReportCommand.h"

#include <fmt/format.h>

#include "Console.h"
#include "Goals.h"
#include "StdoutStyle.h"
#include "base/Files.h"
#include "campaign/CampaignFile.h"
#include "campaign/CampaignReport.h"
#include "campaign/CampaignTable.h"
#include "report/CsvReport.h"
#include "report/DefinitionsReport.h"
#include "report/ImportedResults.h"
#include "report/JsonReport.h"
#include "report/MarkdownReport.h"
#include "report/ResultReader.h"
#include "report/TableReport.h"

namespace sagebench::app {
namespace {

std::string render(const RunSummary& summary, ReportFormat format, bool toFile) {
    switch (format) {
        case ReportFormat::Table:
            return tableReport(summary, toFile ? fileStyle() : stdoutStyle());
        case ReportFormat::Json:
            return summaryJson(summary);
        case ReportFormat::Markdown:
            return markdownReport(summary);
        case ReportFormat::Csv:
            return csvReport(summary);
    }
    return {};
}

std::string render(const DefinitionsView& view, ReportFormat format, bool toFile) {
    switch (format) {
        case ReportFormat::Table:
            return definitionsTable(view, toFile ? fileStyle() : stdoutStyle());
        case ReportFormat::Json:
            return definitionsJson(view);
        case ReportFormat::Markdown:
            return definitionsMarkdown(view);
        case ReportFormat::Csv:
            return definitionsCsv(view);
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

Result<std::string> renderCampaign(const CampaignSummary& summary, ReportFormat format,
                                   bool toFile) {
    switch (format) {
        case ReportFormat::Table:
            return campaignTable(summary, toFile ? fileStyle() : stdoutStyle());
        case ReportFormat::Json:
            return campaignJson(summary);
        case ReportFormat::Markdown:
            return campaignReport(summary);
        case ReportFormat::Csv:
            break;
    }
    return fail(ErrorKind::Usage,
                "--format: a campaign is told as table, json or markdown; its points in runs/ "
                "have csv too");
}

bool any(const GoalOptions& goals) {
    return !goals.slos.empty() || goals.sloTarget || goals.failOnSlo || goals.contract;
}

/// Judged already, when its points were measured: another goal would have led to other points.
Result<void> reportCampaign(const ReportOptions& options, const std::filesystem::path& file) {
    if (any(options.goals)) {
        return fail(ErrorKind::Usage,
                    fmt::format("{}: a campaign was judged when it ran; give goals for one of its "
                                "points in runs/",
                                options.input));
    }
    const auto summary = readCampaignFile(file);
    if (!summary) {
        return tl::unexpected(summary.error());
    }
    const auto text = renderCampaign(*summary, options.format, options.output.has_value());
    return text ? writeReport(options, *text) : tl::unexpected(text.error());
}

Result<DefinitionsView> definitionsOf(const ReportOptions& options) {
    const std::vector<BenchTool>& tools = *options.definitions;
    if (!options.import) {
        return readDefinitions(options.input, tools);
    }
    const auto runs = readForeignResults(*options.import);
    return runs ? importedDefinitions(*runs, tools) : tl::unexpected(runs.error());
}

/// Figures side by side are not judged.
Result<void> reportDefinitions(const ReportOptions& options) {
    if (any(options.goals)) {
        return fail(ErrorKind::Usage,
                    "--definitions: shows figures, which goals can't judge; leave --slo, "
                    "--slo-target, --fail-on-slo and --contract out");
    }
    if (!options.import && campaignFileAt(options.input)) {
        return fail(ErrorKind::Usage,
                    fmt::format("{}: --definitions needs records: give one of the points in runs/",
                                options.input));
    }
    const auto view = definitionsOf(options);
    return view ? writeReport(options, render(*view, options.format, options.output.has_value()))
                : tl::unexpected(view.error());
}

Result<RunSummary> readSummary(const ReportOptions& options, const Goals& goals) {
    const auto amend = [&](RunPlan& plan) { applyGoals(goals, plan); };
    if (!options.import) {
        return readResults(options.input, amend);
    }
    const auto runs = readForeignResults(*options.import);
    return runs ? importedSummary(*runs, amend) : tl::unexpected(runs.error());
}

}  // namespace

ExitCode reportCommand(const ReportOptions& options) {
    if (options.definitions) {
        const auto reported = reportDefinitions(options);
        return reported ? ExitCode::Done : told(reported.error());
    }
    if (const auto campaign = options.import ? std::nullopt : campaignFileAt(options.input)) {
        const auto reported = reportCampaign(options, *campaign);
        return reported ? ExitCode::Done : told(reported.error());
    }
    const auto goals = resolveGoals(options.goals);
    if (!goals) {
        return told(goals.error());
    }
    const auto summary = readSummary(options, *goals);
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
