// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/MarkdownWorkload.h"

#include <fmt/format.h>

#include <cctype>

#include "metrics/HeadlineFigures.h"
#include "plan/LoadText.h"
#include "report/ClientErrorText.h"
#include "report/MarkdownText.h"
#include "report/NumberText.h"

namespace sagebench {
namespace {

using markdown::Table;

std::string introduction(const WorkloadSpec* spec) {
    if (!spec) {
        return {};
    }
    const std::string description =
        spec->description.empty() ? "" : markdown::plain(spec->description) + "\n\n";
    return description + loadText(*spec) + ".\n\n";
}

void latencyRow(Table& table, const char* name, const Distribution& d) {
    table.row({name, text::count(d.count), text::ms(d.avg), text::ms(d.std), text::ms(d.min),
               text::ms(d.p50), text::ms(d.p90), text::ms(d.p95), text::ms(d.p99), text::ms(d.p999),
               text::ms(d.max)});
}

std::string latencyTable(const WorkloadMetrics& m) {
    Table table({"Latency (ms)", "Samples", "Mean", "Std", "Min", "p50", "p90", "p95", "p99",
                 "p99.9", "Max"});
    latencyRow(table, "TTFT", m.ttft);
    latencyRow(table, "TPOT", m.tpot);
    latencyRow(table, "ITL", m.itl);
    latencyRow(table, "ICL", m.icl);
    latencyRow(table, "E2EL", m.e2el);
    latencyRow(table, "TTFT from schedule", m.ttftScheduled);
    latencyRow(table, "E2EL from schedule", m.e2elScheduled);
    latencyRow(table, "Send lag", m.sendLag);
    return table.toString() + '\n';
}

std::string itlBasisText(const std::optional<ItlBasis>& basis) {
    if (!basis) {
        return text::kUnknown;
    }
    switch (*basis) {
        case ItlBasis::Token:
            return "tokens told for each chunk";
        case ItlBasis::Usage:
            return "the server's total, spread over the chunks";
        case ItlBasis::Chunk:
            break;
    }
    return "each chunk counted as one token";
}

/// "12.30 (11.90–12.80)".
std::string withInterval(const WorkloadMetrics& m, const HeadlineFigure& figure) {
    const auto number = figure.isLatency ? text::ms : text::perSecond;
    const auto interval = intervalOf(m, figure.key);
    const std::string told = number(figure.of(m));
    return interval ? fmt::format("{} ({})", told, text::interval(interval, number)) : told;
}

/// Four figures a row, as headlineFigures() has them, then one each.
std::string intervalTable(const WorkloadMetrics& m) {
    if (m.ci95.empty()) {
        return {};
    }
    constexpr std::size_t kOfLatency = 4;
    Table table({"95 % interval", "Mean", "p50", "p95", "p99"});
    const auto figures = headlineFigures();
    std::size_t i = 0;
    for (; i < figures.size() && figures[i].isLatency; i += kOfLatency) {
        const std::string_view label = figures[i].label;
        std::vector<std::string> row{fmt::format("{} (ms)", label.substr(label.find(' ') + 1))};
        for (const HeadlineFigure& figure : figures.subspan(i, kOfLatency)) {
            row.push_back(withInterval(m, figure));
        }
        table.row(std::move(row));
    }
    for (const HeadlineFigure& figure : figures.subspan(i)) {
        std::string label(figure.label);
        label[0] = static_cast<char>(std::toupper(label[0]));
        table.row({std::move(label), withInterval(m, figure)});
    }
    return table.toString() + '\n';
}

std::string throughputTable(const WorkloadMetrics& m) {
    Table table({"Throughput", "Value"});
    table.row({"Requests/s", text::perSecond(m.requestThroughputRps)});
    table.row({"Input tokens/s", text::perSecond(m.inputThroughputTps)});
    table.row({"Output tokens/s", text::perSecond(m.outputThroughputTps)});
    table.row({"Total tokens/s", text::perSecond(m.totalThroughputTps)});
    table.row({"Output tokens/s of one request (mean)", text::perSecond(m.avgThroughputTps)});
    table.row({"Goodput (requests/s)", text::perSecond(m.goodputRps)});
    if (m.goodputFraction) {
        table.row({"Goodput, share of requests", text::percent(m.goodputFraction)});
    }
    table.row({"Duration (s)", text::number(m.durationSeconds, 3)});
    table.row({"In flight, mean", text::number(m.meanInFlight, 2)});
    table.row({"In flight, peak", text::count(m.peakInFlight)});
    return table.toString() + '\n';
}

std::string requestTable(const WorkloadMetrics& m) {
    Table table({"Requests", "Value"});
    table.row({"Successful", text::count(m.successfulRequests)});
    table.row({"Failed", text::count(m.failedRequests)});
    table.row({"Cancelled", text::count(m.cancelledRequests)});
    table.row({"Error rate", text::percent(m.errorRate)});
    table.row({"Sent once more on a new connection", text::count(m.reconnects)});
    return table.toString() + '\n';
}

std::string tokenTable(const WorkloadMetrics& m) {
    Table table({"Tokens", "Asked (mean)", "Actual (mean)", "Total"});
    table.row({"Prompt", text::number(m.avgPromptTokensAsked, 1),
               text::number(m.avgPromptTokens, 1), text::count(m.totalInputTokens)});
    table.row({"Output", text::number(m.avgOutputTokensAsked, 1),
               text::number(m.avgOutputTokens, 1), text::count(m.totalOutputTokens)});
    return table.toString() + '\n';
}

std::string evictions(const EngineFigures& engine) {
    const std::string count = text::wholeCount(engine.evictCount);
    return engine.evictCount && engine.evictUnit ? count + ' ' + markdown::plain(*engine.evictUnit)
                                                 : count;
}

std::string mib(const std::optional<double>& mb) {
    return mb ? text::number(mb, 1) + " MiB" : text::kUnknown;
}

/// What an engine in this process tells, and no server does.
void addOwnEngine(Table& table, const EngineFigures& engine) {
    if (engine.prefillTps) {
        table.row({"Prompt tokens/s while only prompts ran", text::perSecond(engine.prefillTps)});
    }
    if (engine.decodeTps) {
        table.row({"Tokens/s while all were generating", text::perSecond(engine.decodeTps)});
    }
    if (engine.modelLoadMs) {
        table.row({"Time to load the model (ms)", text::ms(engine.modelLoadMs)});
    }
}

std::string engineTable(const WorkloadMetrics& m) {
    Table table({"Engine", "Value"});
    table.row({"Memory, peak", mib(m.memory.peakMb)});
    table.row({"Memory, mean", mib(m.memory.avgMb)});
    table.row({"Memory, peak above the level before the model", mib(m.memory.aboveLoadMb)});
    table.row({"KV cache, peak tokens", text::wholeCount(m.engine.kvUsedTokens)});
    table.row({"KV cache, peak size", text::bytes(m.engine.kvUsedBytes)});
    table.row({"Prefix cache hit rate", text::percent(m.engine.prefixHitRate)});
    table.row({"Prompt tokens cached, as requests tell", text::percent(m.cachedPromptFraction)});
    table.row({"Evictions", evictions(m.engine)});
    table.row({"Time spent on evictions (ms)", text::ms(m.engine.evictMs)});
    table.row({"Preemptions", text::wholeCount(m.engine.preemptCount)});
    table.row({"Speculative acceptance", text::percent(m.engine.specAcceptRate)});
    table.row({"Running and waiting, mean", text::number(m.engine.meanRunning, 2)});
    addOwnEngine(table, m.engine);
    if (m.engine.lateArrivals) {
        table.row({"Late arrivals", text::wholeCount(m.engine.lateArrivals)});
    }
    return table.toString() + '\n';
}

std::string lossText(const ClientFigures& client) {
    return fmt::format(
        "{} of {}",
        text::wholeCount(client.tcpRetransmits.value_or(0) + client.tcpOutOfOrder.value_or(0)),
        text::wholeCount(client.tcpSegments));
}

/// What the client saw of itself; a simulation in virtual time sees nothing.
void addClient(Table& table, const ClientFigures& client) {
    const auto add = [&](const char* title, const std::optional<double>& figure, auto toText) {
        if (figure) {
            table.row({title, toText(figure)});
        }
    };
    const auto ms = [](const auto& figure) { return text::ms(figure) + " ms"; };
    add("Busiest client thread", client.workerBusyFraction, text::percent);
    add("Client thread ready, and waiting for a core", client.runDelayFraction, text::percent);
    add("CPU of the client's cores used by this process", client.ownCpuFraction, text::percent);
    add("CPU of the client's cores used by others", client.otherCpuFraction, text::percent);
    add("Loop lag, p99", client.loopLagP99Ms, ms);
    add("Read backlog, p99", client.readBacklogP99Ms, ms);
    add("Process stood still", client.stoppedMs, ms);
    if (client.tcpSegments) {
        table.row({"TCP segments lost or out of order", lossText(client)});
    }
}

std::string measurementTable(const WorkloadMetrics& m) {
    Table table({"Measurement", "Value"}, Table::Align::Left);
    table.row({"Validity",
               m.validity.verdict.empty() ? text::kUnknown : markdown::plain(m.validity.verdict)});
    addClient(table, m.client);
    table.row({"Arrival stamps taken by", markdown::plain(m.stampSource.value_or(text::kUnknown))});
    table.row({"Chunks that came with the one before", text::percent(m.coalescedFraction)});
    table.row({"ITL rests on", itlBasisText(m.itlBasis)});
    table.row(
        {"Output tokens counted by", markdown::plain(m.tokenCountBasis.value_or(text::kUnknown))});
    return table.toString() + '\n';
}

/// Below the table: too long for a cell.
std::string clientErrorLine(const WorkloadMetrics& m) {
    if (!m.clientError) {
        return {};
    }
    std::string text = text::clientErrorText(*m.clientError);
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return markdown::plain(text) + ".\n\n";
}

std::string errorTable(const WorkloadMetrics& m) {
    if (m.errorsByCategory.empty()) {
        return {};
    }
    Table table({"Error", "Count", "First messages"}, Table::Align::Left);
    for (const auto& [category, count] : m.errorsByCategory) {
        std::string messages;
        if (const auto it = m.firstErrors.find(category); it != m.firstErrors.end()) {
            for (const std::string& message : it->second) {
                messages += (messages.empty() ? "" : "<br>") + markdown::plain(message);
            }
        }
        table.row({markdown::plain(category), text::count(count),
                   messages.empty() ? text::kUnknown : messages});
    }
    return table.toString() + '\n';
}

std::string warningList(const WorkloadMetrics& m) {
    std::vector<std::string> lines;
    for (const std::string& warning : m.warnings) {
        lines.push_back(markdown::plain(warning));
    }
    return lines.empty() ? "" : "Warnings:\n\n" + markdown::bullets(lines) + '\n';
}

}  // namespace

std::string markdownWorkload(const WorkloadMetrics& metrics, const WorkloadSpec* spec) {
    const std::string mark =
        metrics.validity.isTrusted() ? "" : " (" + markdown::plain(metrics.validity.verdict) + ")";
    return fmt::format("### {}{}\n\n", markdown::plain(metrics.name), mark) + introduction(spec) +
           warningList(metrics) + latencyTable(metrics) + intervalTable(metrics) +
           throughputTable(metrics) + tokenTable(metrics) + requestTable(metrics) +
           errorTable(metrics) + engineTable(metrics) + measurementTable(metrics) +
           clientErrorLine(metrics);
}

}  // namespace sagebench
