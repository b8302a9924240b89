// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/MarkdownReport.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "metrics/Definitions.h"
#include "report/Analysis.h"
#include "report/MarkdownGoals.h"
#include "report/MarkdownText.h"
#include "report/MarkdownWorkload.h"
#include "report/Notices.h"
#include "report/NumberText.h"

namespace sagebench {
namespace {

using markdown::Table;

std::string orUnknown(const std::string& text) {
    return text.empty() ? text::kUnknown : markdown::plain(text);
}

/// Before anything else where the figures may be the client's own.
std::string notTrusted(const RunSummary& summary) {
    std::vector<std::string> names;
    for (const WorkloadMetrics& m : summary.workloads) {
        if (!m.validity.isTrusted()) {
            names.push_back(fmt::format("{} ({})", markdown::plain(m.name),
                                        markdown::plain(m.validity.verdict)));
        }
    }
    return names.empty() ? ""
                         : fmt::format(
                               "**NOT VALID: {}.** The figures below may be those of the client or "
                               "its machine, not of the engine.\n\n",
                               fmt::join(names, ", "));
}

std::string noticeBlock(const RunSummary& summary) {
    std::string out;
    for (const std::string& notice : notices(summary)) {
        out += "> - " + markdown::plain(notice) + '\n';
    }
    return out.empty() ? "" : "> **Read this first**\n>\n" + out + '\n';
}

/// A virtual clock starts at the epoch; its time is no date.
std::string startOf(const RunInfo& run) {
    return run.t0UnixNanos == 0 ? "n/a (virtual time)" : text::utc(run.t0UnixNanos / 1'000'000'000);
}

std::string engineOf(const EngineInfo& engine) {
    return orUnknown(engine.version.empty() ? engine.name : engine.name + ' ' + engine.version);
}

std::string modelOf(const EngineInfo& engine) {
    return orUnknown(engine.model) + (engine.syntheticWeights ? " (random weights)" : "");
}

std::string capitalized(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    }
    return text;
}

std::string whatWasRun(const RunInfo& run) {
    Table table({"What", "Value"}, Table::Align::Left);
    table.row({"Run", markdown::codeCell(run.id)});
    table.row({"Started", startOf(run)});
    table.row({"Backend", orUnknown(run.engine.backend)});
    table.row({"Engine", engineOf(run.engine)});
    table.row({"Model", modelOf(run.engine)});
    table.row(
        {"Endpoint", run.engine.endpoint.empty() ? "in process" : orUnknown(run.engine.endpoint)});
    for (const auto& [name, text] : run.engine.facts) {
        table.row({markdown::plain(capitalized(name)), orUnknown(text)});
    }
    table.row({"Seed", fmt::to_string(run.seed)});
    if (run.plan.shard.count > 1) {
        table.row({"Shard", fmt::format("{} of {}", run.plan.shard.index, run.plan.shard.count)});
    }
    table.row({"Plan hash", markdown::codeCell(run.planHash)});
    table.row({"Tool", orUnknown("sagellm-benchmark " + run.toolVersion)});
    return table.toString();
}

std::string machine(const Environment& machine) {
    Table table({"Machine of the client", "Value"}, Table::Align::Left);
    table.row({"CPU", orUnknown(machine.cpu)});
    table.row({"Cores", machine.cores ? fmt::to_string(*machine.cores) : text::kUnknown});
    table.row({"Memory",
               machine.memoryMb ? text::bytes(*machine.memoryMb * 1024 * 1024) : text::kUnknown});
    table.row({"System", orUnknown(machine.os)});
    table.row({"Kernel", orUnknown(machine.kernel)});
    table.row({"Host", orUnknown(machine.hostName)});
    return table.toString();
}

std::string engineNotes(const EngineInfo& engine) {
    std::vector<std::string> lines;
    for (const std::string& warning : engine.warnings) {
        lines.push_back(markdown::plain(warning));
    }
    return lines.empty() ? "" : "\nNotes on the engine:\n\n" + markdown::bullets(lines);
}

std::string runSection(const RunInfo& run) {
    std::string out = "## What was run\n\n" + whatWasRun(run) + '\n' + machine(run.environment);
    out += engineNotes(run.engine);
    return out + "\nTo repeat it:\n\n" + markdown::block("sh", run.command) + '\n';
}

template <class T>
std::optional<T> sumOf(const std::vector<WorkloadMetrics>& workloads,
                       std::optional<T> WorkloadMetrics::*member) {
    T sum{};
    for (const WorkloadMetrics& m : workloads) {
        if (!(m.*member)) {
            return std::nullopt;
        }
        sum += *(m.*member);
    }
    return sum;
}

std::uint64_t sumOf(const std::vector<WorkloadMetrics>& workloads,
                    std::uint64_t WorkloadMetrics::*member) {
    std::uint64_t sum = 0;
    for (const WorkloadMetrics& m : workloads) {
        sum += m.*member;
    }
    return sum;
}

std::optional<double> overallErrorRate(std::uint64_t failed, std::uint64_t total) {
    return total > 0 ? std::optional(static_cast<double>(failed) / static_cast<double>(total))
                     : std::nullopt;
}

std::string overallSection(const RunSummary& summary) {
    const auto& all = summary.workloads;
    const auto total = sumOf(all, &WorkloadMetrics::totalRequests);
    const auto failed = sumOf(all, &WorkloadMetrics::failedRequests);
    Table table({"Workloads", "Requests", "Successful", "Failed", "Cancelled", "Error rate",
                 "Measured time (s)"});
    table.row({fmt::to_string(all.size()), text::count(total),
               text::count(sumOf(all, &WorkloadMetrics::successfulRequests)), text::count(failed),
               text::count(sumOf(all, &WorkloadMetrics::cancelledRequests)),
               text::percent(overallErrorRate(failed, total)),
               text::number(sumOf(all, &WorkloadMetrics::durationSeconds), 2)});
    return "## Overall\n\n" + table.toString() + '\n';
}

std::string workloadTable(const RunSummary& summary) {
    Table table({"Workload", "Requests", "Failed", "TTFT p50 (ms)", "TTFT p99 (ms)",
                 "TPOT p50 (ms)", "ITL p99 (ms)", "E2EL p50 (ms)", "E2EL p99 (ms)",
                 "Output tokens/s", "Requests/s", "Validity"});
    for (const WorkloadMetrics& m : summary.workloads) {
        table.row({markdown::plain(m.name), text::count(m.totalRequests),
                   text::count(m.failedRequests), text::ms(m.ttft.p50), text::ms(m.ttft.p99),
                   text::ms(m.tpot.p50), text::ms(m.itl.p99), text::ms(m.e2el.p50),
                   text::ms(m.e2el.p99), text::perSecond(m.outputThroughputTps),
                   text::perSecond(m.requestThroughputRps), orUnknown(m.validity.verdict)});
    }
    return "## Workloads\n\n" + table.toString() + '\n';
}

std::string analysisSection(const RunSummary& summary) {
    std::vector<std::string> lines;
    for (const WorkloadMetrics& m : summary.workloads) {
        for (const std::string& sentence : analyse(m)) {
            lines.push_back(
                fmt::format("**{}**: {}", markdown::plain(m.name), markdown::plain(sentence)));
        }
    }
    for (const std::string& sentence : compareLoads(summary.workloads)) {
        lines.push_back("**Load**: " + markdown::plain(sentence));
    }
    if (lines.empty()) {
        lines.push_back("There is too little to draw from.");
    }
    return "## Analysis\n\n" + markdown::bullets(lines) + '\n';
}

std::string definitionSection() {
    std::string out = "## Definitions\n\n";
    for (const Definition& d : definitions()) {
        out += fmt::format("- **{}**: {}.\n", d.label, markdown::plain(d.text));
    }
    return out;
}

}  // namespace

std::string markdownReport(const RunSummary& summary) {
    std::string out = "# Benchmark report\n\n" + notTrusted(summary) +
                      markdownGoalHeadline(summary) + noticeBlock(summary);
    if (summary.hasRun) {
        out += runSection(summary.run);
    }
    out += overallSection(summary) + workloadTable(summary) + markdownGoals(summary);
    for (const WorkloadMetrics& metrics : summary.workloads) {
        out += markdownWorkload(metrics, specOf(summary, metrics.name));
    }
    return out + analysisSection(summary) + definitionSection();
}

}  // namespace sagebench
