// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/TableReport.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "metrics/HeadlineFigures.h"
#include "report/BoxTable.h"
#include "report/ClientErrorText.h"
#include "report/Goals.h"
#include "report/Notices.h"
#include "report/NumberText.h"
#include "report/PlainText.h"

namespace sagebench {
namespace {

using Workloads = std::vector<WorkloadMetrics>;

template <class CellOf>
BoxColumn column(std::string title, const Workloads& workloads, CellOf cellOf) {
    BoxColumn out{std::move(title), {}};
    for (const WorkloadMetrics& m : workloads) {
        out.cells.push_back(cellOf(m));
    }
    return out;
}

BoxColumn msColumn(std::string title, const Workloads& workloads,
                   Distribution WorkloadMetrics::*latency,
                   std::optional<double> Distribution::*statistic) {
    return column(std::move(title), workloads, [=](const WorkloadMetrics& m) {
        return BoxCell{text::ms(m.*latency.*statistic)};
    });
}

std::size_t nameLimit(const TableStyle& style) {
    return static_cast<std::size_t>(std::max(style.width / 3, 8));
}

BoxColumn names(const Workloads& workloads, const TableStyle& style) {
    const char* ellipsis = style.unicode ? "…" : "~";
    return column("Workload", workloads, [&](const WorkloadMetrics& m) {
        return BoxCell{text::shortened(text::printable(m.name), nameLimit(style), ellipsis)};
    });
}

BoxCell failedCell(const WorkloadMetrics& m) {
    return {text::count(m.failedRequests), m.failedRequests > 0 ? Tone::Bad : Tone::Normal};
}

BoxCell validityCell(const WorkloadMetrics& m) {
    if (m.validity.verdict.empty()) {
        return {text::kUnknown};
    }
    return {text::printable(m.validity.verdict),
            m.validity.verdict == "valid" ? Tone::Good : Tone::Warning};
}

BoxCell sloCell(const WorkloadMetrics& m) {
    if (!m.sloMet) {
        return {text::kUnknown};
    }
    return {*m.sloMet ? "met" : "missed", *m.sloMet ? Tone::Good : Tone::Bad};
}

/// Only where the plan asks for it.
std::vector<BoxColumn> goalColumns(const Workloads& w) {
    const auto has = [&](auto member) {
        return std::ranges::any_of(w, [&](const auto& m) { return (m.*member).has_value(); });
    };
    std::vector<BoxColumn> out;
    if (has(&WorkloadMetrics::sloMet)) {
        out.push_back(column("SLOs", w, sloCell));
    }
    if (has(&WorkloadMetrics::goodputFraction)) {
        out.push_back(column("In SLO", w, [](const WorkloadMetrics& m) {
            return BoxCell{text::share(m.goodputFraction)};
        }));
        out.push_back(column("Goodput/s", w, [](const WorkloadMetrics& m) {
            return BoxCell{text::perSecond(m.goodputRps)};
        }));
    }
    return out;
}

/// What matters most stands first: it goes to the first block.
std::vector<BoxColumn> figureColumns(const Workloads& w) {
    using D = Distribution;
    using M = WorkloadMetrics;
    return {
        column("Requests", w, [](const M& m) { return BoxCell{text::count(m.totalRequests)}; }),
        column("Failed", w, failedCell),
        msColumn("TTFT p50", w, &M::ttft, &D::p50),
        msColumn("TTFT p99", w, &M::ttft, &D::p99),
        msColumn("TPOT p50", w, &M::tpot, &D::p50),
        msColumn("TPOT p99", w, &M::tpot, &D::p99),
        column("Out tok/s", w,
               [](const M& m) { return BoxCell{text::perSecond(m.outputThroughputTps)}; }),
        column("Validity", w, validityCell),
        msColumn("ITL p50", w, &M::itl, &D::p50),
        msColumn("ITL p99", w, &M::itl, &D::p99),
        msColumn("E2EL p50", w, &M::e2el, &D::p50),
        msColumn("E2EL p99", w, &M::e2el, &D::p99),
        column("Req/s", w,
               [](const M& m) { return BoxCell{text::perSecond(m.requestThroughputRps)}; }),
        column("In flight", w, [](const M& m) { return BoxCell{text::number(m.meanInFlight, 1)}; }),
        column("Mem MiB", w, [](const M& m) { return BoxCell{text::number(m.memory.peakMb, 0)}; }),
        column("KV tokens", w,
               [](const M& m) { return BoxCell{text::wholeCount(m.engine.kvUsedTokens)}; }),
        column("Prefix hits", w,
               [](const M& m) { return BoxCell{text::percent(m.engine.prefixHitRate)}; }),
        column("Evictions", w,
               [](const M& m) { return BoxCell{text::wholeCount(m.engine.evictCount)}; }),
        column("Accepted", w,
               [](const M& m) { return BoxCell{text::percent(m.engine.specAcceptRate)}; }),
    };
}

std::vector<BoxColumn> columns(const Workloads& w) {
    constexpr std::ptrdiff_t kBeforeGoals = 2;  // requests and failed ones
    std::vector<BoxColumn> all = figureColumns(w);
    std::vector<BoxColumn> goals = goalColumns(w);
    all.insert(all.begin() + kBeforeGoals, std::make_move_iterator(goals.begin()),
               std::make_move_iterator(goals.end()));
    return all;
}

/// Of what the blocks above show, as far as it is known.
std::string intervalTable(const Workloads& w, const TableStyle& style) {
    static constexpr std::pair<const char*, std::string_view> kShown[] = {
        {"TTFT p50", "p50_ttft_ms"}, {"TTFT p99", "p99_ttft_ms"},
        {"TPOT p50", "p50_tpot_ms"}, {"ITL p99", "p99_itl_ms"},
        {"E2EL p99", "p99_e2el_ms"}, {"Out tok/s", "output_throughput_tps"}};
    if (std::ranges::all_of(w, [](const auto& m) { return m.ci95.empty(); })) {
        return {};
    }
    const char* dash = style.unicode ? "–" : "-";
    BoxColumn first = names(w, style);
    first.title = "95 % interval";
    std::vector<BoxColumn> rest;
    for (const auto& [title, key] : kShown) {
        const auto number = key.ends_with("_ms") ? text::ms : text::perSecond;
        rest.push_back(column(title, w, [&](const WorkloadMetrics& m) {
            return BoxCell{text::interval(intervalOf(m, key), number, dash)};
        }));
    }
    std::erase_if(rest, [](const BoxColumn& shown) {
        return std::ranges::all_of(shown.cells,
                                   [](const BoxCell& cell) { return cell.text == text::kUnknown; });
    });
    return rest.empty() ? "" : boxTables(first, rest, style);
}

BoxCell contractCell(const ContractRow& row) {
    const bool judged = row.verdict != Verdict::Unknown;
    const Tone tone = row.verdict == Verdict::Pass ? Tone::Good
                      : row.passes()               ? Tone::Normal
                                                   : Tone::Bad;
    return {(judged ? text::figure(row.actual) + ' ' : "") + text::verdict(row), tone};
}

/// A row a threshold, a column a workload.
std::string contractTable(const Contract& contract, const Workloads& workloads,
                          const TableStyle& style) {
    BoxColumn thresholds{"Contract " + text::printable(contract.name), {}};
    for (const Threshold& threshold : contract.thresholds) {
        thresholds.cells.push_back({threshold.metric + ' ' + text::condition(threshold)});
    }
    std::vector<BoxColumn> verdicts;
    for (const WorkloadMetrics& m : workloads) {
        BoxColumn& out = verdicts.emplace_back(BoxColumn{text::printable(m.name), {}});
        for (const ContractRow& row : evaluate(contract, m).rows) {
            out.cells.push_back(contractCell(row));
        }
    }
    return boxTables(thresholds, verdicts, style);
}

/// "start: text", wrapped to the width, further lines set in.
std::string remark(const std::string& start, const std::string& message, Tone tone,
                   const TableStyle& style) {
    constexpr std::size_t kIndent = 2;
    const auto width = static_cast<std::size_t>(std::max(style.width, 20));
    const auto lines = text::wrapped(start + ": " + text::printable(message), width - kIndent);
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        out += (i == 0 ? "" : std::string(kIndent, ' ')) + toned(lines[i], tone, style) + '\n';
    }
    return out;
}

std::string errorRemarks(const WorkloadMetrics& m, const TableStyle& style) {
    std::string out;
    for (const auto& [category, count] : m.errorsByCategory) {
        const auto messages = m.firstErrors.find(category);
        const bool told = messages != m.firstErrors.end() && !messages->second.empty();
        out += remark("error",
                      fmt::format("{}: {} failed ({}){}", m.name, text::count(count), category,
                                  told ? ", first: " + messages->second.front() : ""),
                      Tone::Bad, style);
    }
    return out;
}

std::string goalRemarks(const RunSummary& summary, const TableStyle& style) {
    std::string out;
    for (const GoalVerdict& verdict : goalVerdicts(summary)) {
        out += remark("goal", verdict.text, verdict.reached ? Tone::Good : Tone::Bad, style);
    }
    return out;
}

std::string warningRemarks(const WorkloadMetrics& m, const TableStyle& style) {
    std::string out;
    for (const std::string& warning : m.warnings) {
        out += remark("warning", m.name + ": " + warning, Tone::Warning, style);
    }
    return out;
}

std::string clientRemarks(const WorkloadMetrics& m, const TableStyle& style) {
    return m.clientError ? remark("client", m.name + ": " + text::clientErrorText(*m.clientError),
                                  Tone::Normal, style)
                         : std::string();
}

}  // namespace

std::string tableReport(const RunSummary& summary, const TableStyle& style) {
    std::string out;
    if (!summary.workloads.empty()) {
        out = boxTables(names(summary.workloads, style), columns(summary.workloads), style) +
              intervalTable(summary.workloads, style) + "Latencies in ms.\n";
        if (const auto& contract = summary.run.plan.contract) {
            out += contractTable(*contract, summary.workloads, style);
        }
    }
    out += goalRemarks(summary, style);
    for (const WorkloadMetrics& m : summary.workloads) {
        out += errorRemarks(m, style);
    }
    for (const std::string& notice : notices(summary)) {
        out += remark("notice", notice, Tone::Bold, style);
    }
    for (const WorkloadMetrics& m : summary.workloads) {
        out += warningRemarks(m, style);
    }
    for (const WorkloadMetrics& m : summary.workloads) {
        out += clientRemarks(m, style);
    }
    return out;
}

}  // namespace sagebench
