// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignReport.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "campaign/CampaignChart.h"
#include "campaign/CampaignDoubt.h"
#include "campaign/CampaignTable.h"
#include "campaign/CampaignText.h"
#include "campaign/RunSpread.h"
#include "report/MarkdownText.h"
#include "report/NumberText.h"

namespace sagebench {
namespace {

using markdown::Table;

std::string orUnknown(const std::string& text) {
    return text.empty() ? text::kUnknown : markdown::plain(text);
}

std::string stateSection(const CampaignSummary& summary) {
    std::string out;
    if (const std::string doubt = text::doubtSentence(summary); !doubt.empty()) {
        out += "> **" + markdown::plain(doubt) + "**\n";
        const auto reasons = text::doubtReasons(summary);
        out += reasons.empty() ? "" : ">\n";
        for (const std::string& reason : reasons) {
            out += "> - " + markdown::plain(reason) + '\n';
        }
        out += '\n';
    }
    if (summary.interrupted) {
        out += "> **Interrupted**: this is what was measured until then.\n\n";
    }
    if (summary.failure) {
        out += "> **It went on no more**: " + markdown::plain(*summary.failure) + "\n\n";
    }
    if (summary.run.engine.simulated) {
        out += "> The engine is simulated: these figures say nothing about a real one.\n\n";
    }
    return out;
}

std::string toMarkdown(const CampaignRows& rows) {
    Table table(rows.header);
    for (const auto& row : rows.rows) {
        std::vector<std::string> cells;
        std::ranges::transform(row, std::back_inserter(cells), markdown::plain);
        table.row(std::move(cells));
    }
    return table.toString();
}

std::string foundSection(const CampaignSummary& summary) {
    std::string out;
    for (const std::string& sentence : text::searchSentences(summary)) {
        out += markdown::plain(sentence) + '\n';
    }
    if (out.empty()) {
        return {};
    }
    if (summary.result && summary.result->ci95 && summary.result->best) {
        out +=
            "\nThe limit is the load at which half of the runs would meet the SLO. Its interval is "
            "a 95 % credible interval under a logistic curve over the logarithm of the load, "
            "fitted "
            "to all runs below; it is widened to hold the highest load that met, the lowest that "
            "missed, and every load whose runs disagree.\n";
    }
    return "## What was found\n\n" + out + '\n';
}

std::string spreadSection(const CampaignSummary& summary) {
    const CampaignRows rows = spreadRows(summary, true);
    if (rows.rows.empty()) {
        return {};
    }
    std::string out = "## Spread between runs\n\n";
    std::vector<std::string> warnings;
    std::ranges::transform(spreadWarnings(summary), std::back_inserter(warnings), markdown::plain);
    out += warnings.empty() ? "" : markdown::bullets(warnings) + '\n';
    return out + toMarkdown(rows) +
           "\nLatencies in ms. Std: of the sample; CV: std ÷ mean; the interval is that of the "
           "mean, by Student's t.\n\n";
}

std::string tableSection(const CampaignSummary& summary) {
    const CampaignRows rows = campaignRows(summary);
    if (rows.rows.empty()) {
        return {};
    }
    return (summary.isRepeat() ? "## Runs\n\n" : "## Points\n\n") + toMarkdown(rows) +
           "\nLatencies in ms. Tok/s/user: mean over requests of output tokens / E2EL.\n\n";
}

std::string chartSection(const CampaignSummary& summary) {
    if (!campaignChart(summary)) {
        return {};
    }
    if (summary.isRepeat()) {
        return fmt::format("![Each run against the mean of all]({})\n\n", kChartName);
    }
    std::string out = fmt::format(
        "## Throughput against latency\n\n![Throughput against latency]({})\n\n", kChartName);
    if (!kneesOf(summary).empty()) {
        out +=
            "The knee is the point that lies highest above the line from the lowest to the highest "
            "load, both axes scaled alike (Kneedle, Satopaa et al. 2011): up to it throughput "
            "costs little speed, beyond it speed is lost for little throughput.\n\n";
    }
    return out;
}

std::string kindText(const CampaignSummary& summary) {
    return summary.isRepeat() ? fmt::format("repeat, {} runs", summary.run.plan.repeat)
                              : fmt::format("{} of {}", summary.isSearch() ? "search" : "sweep",
                                            toString(*summary.axis()));
}

std::string runSection(const CampaignSummary& summary) {
    const RunInfo& run = summary.run;
    std::vector<std::string> slos;
    for (const Slo& slo : run.plan.slo.limits) {
        slos.push_back(toText(slo));
    }
    Table table({"What", "Value"}, Table::Align::Left);
    table.row({"Campaign", markdown::codeCell(run.id)});
    table.row({"Kind", kindText(summary)});
    table.row({"SLO", slos.empty() ? "none"
                                   : markdown::codeCell(fmt::format("{}", fmt::join(slos, ",")))});
    table.row({"Backend", orUnknown(run.engine.backend)});
    table.row({"Model", orUnknown(run.engine.model)});
    table.row(
        {"Endpoint", run.engine.endpoint.empty() ? "in process" : orUnknown(run.engine.endpoint)});
    table.row({"Seed", fmt::to_string(run.seed)});
    table.row({"Tool", orUnknown("sagellm-benchmark " + run.toolVersion)});
    return "## What was run\n\n" + table.toString() + "\nTo repeat it:\n\n" +
           markdown::block("sh", run.command) + '\n';
}

bool hasReport(const CampaignSummary& summary) {
    const auto& exports = summary.run.plan.output.exports;
    return std::ranges::find(exports, "markdown") != exports.end();
}

std::string linksSection(const CampaignSummary& summary) {
    std::vector<std::string> lines;
    for (const PointResult& point : summary.points) {
        const std::string target = hasReport(summary) && !point.workloads.empty()
                                       ? point.folder + "/REPORT.md"
                                       : point.folder;
        std::string line = fmt::format("[{:03} {}]({}): {}", point.number,
                                       text::loadText(summary.axis(), point.load), target,
                                       text::verdictText(point));
        for (const std::string& reason : point.reasons) {
            line += "; " + markdown::plain(reason);
        }
        lines.push_back(std::move(line));
    }
    return lines.empty() ? "" : "## Each point's own results\n\n" + markdown::bullets(lines);
}

}  // namespace

std::string campaignReport(const CampaignSummary& summary) {
    const char* title = summary.isRepeat()   ? "Repeated runs"
                        : summary.isSearch() ? "Search for the highest load"
                                             : "Sweep";
    return fmt::format("# {}\n\n", title) + stateSection(summary) + foundSection(summary) +
           spreadSection(summary) + tableSection(summary) + chartSection(summary) +
           runSection(summary) + linksSection(summary);
}

}  // namespace sagebench
