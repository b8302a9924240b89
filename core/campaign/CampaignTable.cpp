// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignTable.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "campaign/CampaignDoubt.h"
#include "campaign/CampaignText.h"
#include "campaign/RunSpread.h"
#include "report/BoxTable.h"
#include "report/NumberText.h"
#include "report/PlainText.h"

namespace sagebench {
namespace {

struct Row {
    const PointResult& point;
    const WorkloadFigures& figures;
    const SloPlan& slo;
    bool knee;
};

struct Column {
    std::string title;
    std::function<std::string(const Row&)> text;
    bool optional = true;  ///< left out where every cell is unknown or empty
};

using Figure = std::optional<double> WorkloadFigures::*;

Column latency(const char* title, Figure figure) {
    return {title, [figure](const Row& row) { return text::ms(row.figures.*figure); }};
}

Column rate(const char* title, Figure figure) {
    return {title, [figure](const Row& row) { return text::perSecond(row.figures.*figure); }};
}

/// The point's; where it has several workloads, the workload's own.
std::string verdictOf(const Row& row) {
    PointResult own = row.point;
    if (own.workloads.size() > 1 && row.figures.sloMet && own.met) {
        own.workloads = {row.figures};
        own.met = missesOf(row.figures, row.slo).empty();
    }
    return text::verdictText(own);
}

bool manyWorkloads(const CampaignSummary& summary) {
    std::set<std::string> names;
    for (const PointResult& point : summary.points) {
        for (const WorkloadFigures& figures : point.workloads) {
            names.insert(figures.name);
        }
    }
    return names.size() > 1;
}

std::vector<Column> columnsOf(const CampaignSummary& summary) {
    using F = WorkloadFigures;
    std::vector<Column> columns;
    columns.push_back({text::axisTitle(summary.axis()),
                       [](const Row& row) { return fmt::format("{:.6g}", row.point.load); },
                       false});
    if (manyWorkloads(summary)) {
        columns.push_back(
            {"Workload", [](const Row& row) { return text::printable(row.figures.name); }, false});
    }
    columns.push_back(rate("Requests/s", &F::requestRps));
    columns.push_back(rate("Output tok/s", &F::outputTps));
    columns.push_back(rate("Tok/s/user", &F::userTps));
    columns.push_back(latency("TTFT p50", &F::ttftP50));
    columns.push_back(latency("TTFT p99", &F::ttftP99));
    columns.push_back(latency("TPOT p50", &F::tpotP50));
    columns.push_back(latency("TPOT p99", &F::tpotP99));
    columns.push_back(latency("ITL p50", &F::itlP50));
    columns.push_back(latency("ITL p99", &F::itlP99));
    columns.push_back(latency("E2EL p99", &F::e2elP99));
    columns.push_back(rate("Goodput/s", &F::goodputRps));
    columns.push_back({"SLO", verdictOf});
    columns.push_back({"Validity", [](const Row& row) { return row.figures.doubt(); }});
    columns.push_back({"Knee", [](const Row& row) { return row.knee ? "knee" : ""; }});
    return columns;
}

std::vector<Row> rowsOf(const CampaignSummary& summary) {
    const auto knees = kneesOf(summary);
    std::vector<Row> rows;
    for (const PointResult& point : summary.points) {
        for (const WorkloadFigures& figures : point.workloads) {
            const auto knee = knees.find(figures.name);
            rows.push_back({point, figures, summary.run.plan.slo,
                            knee != knees.end() && knee->second == point.number});
        }
    }
    return rows;
}

bool saysNothing(const Column& column, const std::vector<Row>& rows) {
    return column.optional && std::ranges::all_of(rows, [&](const Row& row) {
               const std::string cell = column.text(row);
               return cell.empty() || cell == text::kUnknown;
           });
}

Tone toneOf(const std::string& cell) {
    return cell.starts_with("missed") || cell == "saturated" || cell == "failed" ? Tone::Bad
           : cell == "met" || cell == "knee"                                     ? Tone::Good
           : cell == "interrupted" || cell == "not counted" || cell == "client_limited" ||
                   cell == "machine_busy" || cell == "too_few_samples"
               ? Tone::Warning
               : Tone::Normal;
}

BoxColumn boxColumn(const CampaignRows& table, std::size_t index) {
    BoxColumn column{table.header[index], {}};
    for (const auto& row : table.rows) {
        column.cells.push_back({row[index], toneOf(row[index])});
    }
    return column;
}

std::vector<std::string> spreadCells(const HeadlineSpread& one, std::string_view dash) {
    const auto figure = one.figure.isLatency ? text::ms : text::perSecond;
    const FigureSpread& s = one.spread;
    return {std::string(one.figure.label),
            figure(s.mean),
            text::interval(s.ci95, figure, dash),
            figure(s.std),
            text::percent(s.cv),
            figure(s.min),
            figure(s.max),
            fmt::to_string(s.runs)};
}

std::string spreadTable(const CampaignSummary& summary, const TableStyle& style) {
    const CampaignRows table = spreadRows(summary, false, style.unicode ? "–" : "-");
    std::vector<BoxColumn> rest;
    for (std::size_t i = 1; i < table.header.size(); ++i) {
        rest.push_back(boxColumn(table, i));
    }
    return table.rows.empty() ? "" : boxTables(boxColumn(table, 0), rest, style);
}

std::string below(const CampaignSummary& summary, const TableStyle& style) {
    std::string out;
    for (const std::string& sentence : text::searchSentences(summary)) {
        out += sentence + '\n';
    }
    for (const std::string& warning : spreadWarnings(summary)) {
        out += toned("warning: " + text::printable(warning), Tone::Warning, style) + '\n';
    }
    if (const std::string doubt = text::doubtSentence(summary); !doubt.empty()) {
        out += toned(doubt, Tone::Warning, style) + '\n';
    }
    for (const std::string& reason : text::doubtReasons(summary)) {
        out += "  " + text::printable(reason) + '\n';
    }
    if (summary.interrupted) {
        out += toned("Interrupted: this is what was measured until then.", Tone::Warning, style) +
               '\n';
    }
    if (summary.failure) {
        out += toned("It went on no more: " + text::printable(*summary.failure), Tone::Bad, style) +
               '\n';
    }
    return out;
}

}  // namespace

CampaignRows campaignRows(const CampaignSummary& summary) {
    const std::vector<Row> rows = rowsOf(summary);
    std::vector<Column> columns = columnsOf(summary);
    std::erase_if(columns, [&](const Column& column) { return saysNothing(column, rows); });
    CampaignRows table;
    for (const Column& column : columns) {
        table.header.push_back(column.title);
    }
    for (const Row& row : rows) {
        auto& cells = table.rows.emplace_back();
        for (const Column& column : columns) {
            cells.push_back(column.text(row));
        }
    }
    return table;
}

CampaignRows spreadRows(const CampaignSummary& summary, bool all, std::string_view dash) {
    const auto workloads = spreadBetween(summary);
    CampaignRows table;
    table.header = {"Between runs", "Mean", "95 % interval", "Std", "CV", "Min", "Max", "Runs"};
    for (const WorkloadSpread& workload : workloads) {
        for (const HeadlineSpread& one : workload.figures) {
            if (!all && !isShownOfSpread(one.figure)) {
                continue;
            }
            table.rows.push_back(spreadCells(one, dash));
            if (workloads.size() > 1) {
                table.rows.back()[0] = text::printable(workload.name) + ": " + table.rows.back()[0];
            }
        }
    }
    return table;
}

std::string campaignTable(const CampaignSummary& summary, const TableStyle& style) {
    const CampaignRows table = campaignRows(summary);
    std::vector<BoxColumn> rest;
    for (std::size_t i = 1; i < table.header.size(); ++i) {
        rest.push_back(boxColumn(table, i));
    }
    std::string out;
    if (!table.rows.empty() && !rest.empty()) {
        out = boxTables(boxColumn(table, 0), rest, style) + "Latencies in ms.\n";
    }
    return out + spreadTable(summary, style) + below(summary, style);
}

}  // namespace sagebench
