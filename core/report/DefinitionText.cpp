// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/DefinitionText.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "report/NumberText.h"

namespace sagebench::text {
namespace {

std::string valueText(DefinedMetric metric, std::optional<double> value) {
    switch (metric) {
        case DefinedMetric::Requests:
        case DefinedMetric::Peak:
            return wholeCount(value);
        case DefinedMetric::Duration:
            return number(value, 3);
        case DefinedMetric::RequestRate:
        case DefinedMetric::OutputRate:
        case DefinedMetric::TotalRate:
            return perSecond(value);
        default:
            return ms(value);
    }
}

const char* sign(FigureBound bound, bool unicode) {
    switch (bound) {
        case FigureBound::Exact:
            break;
        case FigureBound::AtMost:
            return unicode ? "≤ " : "<= ";
        case FigureBound::AtLeast:
            return unicode ? "≥ " : ">= ";
        case FigureBound::About:
            return unicode ? "≈ " : "~ ";
    }
    return "";
}

constexpr std::array kMetricLabels{std::pair{DefinedMetric::Ttft, "TTFT"},
                                   std::pair{DefinedMetric::Itl, "ITL"},
                                   std::pair{DefinedMetric::Tpot, "TPOT"},
                                   std::pair{DefinedMetric::E2el, "E2EL"},
                                   std::pair{DefinedMetric::Duration, "Duration"},
                                   std::pair{DefinedMetric::RequestRate, "Requests/s"},
                                   std::pair{DefinedMetric::Peak, "Peak in flight"}};

std::string whyMissing(const DefinitionRow& row, std::size_t tool) {
    const std::string& ours = row.cells.front().missing;
    const std::string& theirs = row.cells.at(tool).missing;
    return theirs.empty() && !ours.empty() ? "ours: " + ours : theirs;
}

}  // namespace

std::string definedFigure(const DefinitionRow& row, std::size_t tool, bool unicode) {
    const DefinedNumber& cell = row.cells.at(tool);
    return cell.value ? sign(cell.bound, unicode) + valueText(row.metric, cell.value) : kUnknown;
}

std::string aboveOurs(const DefinitionRow& row, std::size_t tool) {
    const auto ours = row.cells.front().value;
    const auto theirs = row.cells.at(tool).value;
    if (!ours || !theirs || *ours == 0) {
        return {};
    }
    const std::string percent = number((*theirs / *ours - 1) * 100, 1);
    return percent == "0.0" ? "" : fmt::format("{}{} %", percent[0] == '-' ? "" : "+", percent);
}

std::string whyOther(const DefinitionRow& row, std::size_t tool, const ToolDefinition& definition) {
    if (const std::string missing = whyMissing(row, tool); !missing.empty()) {
        return row.place == 0 ? missing : "";
    }
    const auto reasons = definitionReasons(row.metric, definition);
    if (row.metric > DefinedMetric::E2el) {
        return fmt::format("{}", fmt::join(reasons, "; "));
    }
    return row.place < reasons.size() ? reasons[row.place] : "";
}

std::vector<std::string> allDifferences(const ToolDefinition& tool) {
    std::vector<std::string> out;
    for (const auto& [metric, label] : kMetricLabels) {
        auto reasons = definitionReasons(metric, tool);
        std::erase(reasons, kOtherDuration);  // which is told of the duration itself
        if (!reasons.empty()) {
            out.push_back(fmt::format("{}: {}", label, fmt::join(reasons, "; ")));
        }
    }
    return out;
}

std::string boundsLegend(bool unicode) {
    return fmt::format("{}, {}, {}: the records have no stamps of all that this tool looks at",
                       unicode ? "≤" : "<=", unicode ? "≥" : ">=", unicode ? "≈" : "~");
}

bool hasBounds(const DefinedWorkload& workload) {
    for (const DefinitionRow& row : definitionRows(workload)) {
        const bool marked = std::ranges::any_of(row.cells, [](const DefinedNumber& cell) {
            return cell.value && cell.bound != FigureBound::Exact;
        });
        if (marked) {
            return true;
        }
    }
    return false;
}

}  // namespace sagebench::text
