// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunText.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

#include "TextStyle.h"
#include "metrics/HeadlineFigures.h"
#include "plan/PlanFile.h"
#include "report/Notices.h"
#include "report/NumberText.h"
#include "report/PlainText.h"

namespace sagebench::app {
namespace {

std::string orElse(const std::string& text, std::string_view other) {
    return text.empty() ? std::string(other) : text;
}

std::string distributionLine(std::string_view name, const Distribution& d) {
    return fmt::format("    {:<5} p50 {}, p90 {}, p95 {}, p99 {}, max {} ({} samples)\n", name,
                       latencyText(d.p50), latencyText(d.p90), latencyText(d.p95),
                       latencyText(d.p99), latencyText(d.max), text::count(d.count));
}

/// "    95 %  mean TTFT 9.98–10.07, p50 TTFT …"; empty: nothing is known.
std::string intervalLines(const WorkloadMetrics& metrics) {
    std::string text;
    for (const HeadlineFigure& figure : headlineFigures()) {
        if (const auto interval = intervalOf(metrics, figure.key)) {
            const bool opens = figure.key.starts_with("avg_") || figure.key.starts_with("request");
            text += opens || text.empty() ? (text.empty() ? "" : "\n") + std::string("    95 %  ")
                                          : ", ";
            text +=
                fmt::format("{} {}{}", figure.label,
                            text::interval(interval, figure.isLatency ? text::ms : text::perSecond),
                            figure.isLatency ? " ms" : "");
        }
    }
    return text.empty() ? text : text + '\n';
}

/// "    Client: busiest thread 23 %, loop lag p99 0.12 ms, …"; empty: it saw nothing.
std::string clientLine(const ClientFigures& c) {
    std::vector<std::string> parts;
    const auto add = [&](const char* name, const std::optional<double>& figure, auto toText) {
        if (figure) {
            parts.push_back(fmt::format("{} {}", name, toText(figure)));
        }
    };
    add("busiest thread", c.workerBusyFraction, text::percent);
    add("waiting for a core", c.runDelayFraction, text::percent);
    add("loop lag p99", c.loopLagP99Ms, latencyText);
    add("read backlog p99", c.readBacklogP99Ms, latencyText);
    add("CPU of its cores: own", c.ownCpuFraction, text::percent);
    add("others'", c.otherCpuFraction, text::percent);
    add("stood still", c.stoppedMs, latencyText);
    add("TCP retransmits", c.tcpRetransmits, text::wholeCount);
    add("out of order", c.tcpOutOfOrder, text::wholeCount);
    return parts.empty() ? "" : fmt::format("    Client: {}\n", fmt::join(parts, ", "));
}

std::string errorLines(const WorkloadMetrics& metrics) {
    std::string text;
    for (const auto& [category, messages] : metrics.firstErrors) {
        for (const std::string& message : messages) {
            text += fmt::format("    {}: {}\n", category, text::printable(message));
        }
    }
    return text;
}

}  // namespace

std::string measuringLine(const RunInfo& run) {
    const EngineInfo& engine = run.engine;
    std::string line = "Measuring " + orElse(engine.name, engine.backend);
    line += engine.version.empty() ? "" : " " + engine.version;
    line += engine.name.empty() ? "" : " (" + engine.backend + ")";
    line += engine.endpoint.empty() ? "" : " at " + engine.endpoint;
    line += engine.model.empty() ? "" : ", model " + engine.model;
    return text::printable(line) + fmt::format(", seed {}", run.seed);
}

std::string runDetails(const RunInfo& run) {
    const Environment& machine = run.environment;
    std::string text = fmt::format(
        "Run {} by sagellm-benchmark {}\nMachine: {}, {} cores, {} MiB, {}, {}\nRepeat: "
        "{}\nPlan: {}",
        run.id, run.toolVersion, orElse(machine.cpu, "unknown CPU"),
        machine.cores ? fmt::to_string(*machine.cores) : "?",
        machine.memoryMb ? fmt::format("{:.0f}", *machine.memoryMb) : "?",
        orElse(machine.os, "unknown system"), orElse(machine.kernel, "unknown kernel"), run.command,
        toJson(run.plan));
    text.pop_back();  // the line end of the JSON
    return text;
}

std::string workloadDetails(const WorkloadMetrics& metrics) {
    std::string text =
        distributionLine("TTFT", metrics.ttft) + distributionLine("TPOT", metrics.tpot) +
        distributionLine("ITL", metrics.itl) + distributionLine("E2EL", metrics.e2el) +
        intervalLines(metrics) + clientLine(metrics.client) + errorLines(metrics);
    text.pop_back();
    return text;
}

std::vector<std::string> warningsOf(const RunSummary& summary) {
    std::vector<std::string> warnings = notices(summary);
    for (const WorkloadMetrics& metrics : summary.workloads) {
        for (const std::string& warning : metrics.warnings) {
            warnings.push_back(fmt::format("{}: {}", metrics.name, warning));
        }
    }
    return warnings;
}

}  // namespace sagebench::app
