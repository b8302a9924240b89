// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/RepeatChart.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "campaign/ChartScale.h"
#include "campaign/RunSpread.h"
#include "campaign/SvgText.h"
#include "campaign/ValidityMark.h"
#include "report/PlainText.h"

namespace sagebench {
namespace {

constexpr double kWidth = 800, kLeft = 250, kRight = 770, kTop = 74, kRow = 26;
constexpr double kLegendLine = 19;
constexpr std::string_view kColour = "#2f81f7";

/// In percent of the mean.
struct DotRow {
    std::string label;
    std::vector<double> dots;
    std::vector<std::string> doubts;  ///< of the dots; empty: the run is valid
    double low, high;
};

DotRow rowOf(const HeadlineSpread& one, const std::string& workload) {
    const double unit = one.spread.mean / 100;
    DotRow row{workload + std::string(one.figure.label),
               {},
               one.doubts,
               one.spread.ci95.low / unit,
               one.spread.ci95.high / unit};
    for (const double value : one.values) {
        row.dots.push_back(value / unit);
    }
    return row;
}

std::vector<DotRow> rowsOf(const std::vector<WorkloadSpread>& workloads) {
    constexpr std::size_t kRoom = 16;
    std::vector<DotRow> rows;
    for (const WorkloadSpread& workload : workloads) {
        const std::string name = text::shortened(text::printable(workload.name), kRoom, "…") + ": ";
        for (const HeadlineSpread& one : workload.figures) {
            if (isShownOfSpread(one.figure) && one.spread.mean > 0) {
                rows.push_back(rowOf(one, workloads.size() > 1 ? name : ""));
            }
        }
    }
    return rows;
}

ChartScale scaleOf(const std::vector<DotRow>& rows) {
    double least = 99, most = 101;  // what is nearly equal is not blown up
    for (const DotRow& row : rows) {
        least = std::min({least, row.low, std::ranges::min(row.dots)});
        most = std::max({most, row.high, std::ranges::max(row.dots)});
    }
    return chartScale(std::max(least, 0.0), most, kLeft, kRight);
}

std::string placed(double x, double y, std::string_view style, std::string_view content) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" {}>{}</text>\n", x, y, style,
                       svg::escaped(content));
}

std::set<std::string> verdictsOf(const std::vector<DotRow>& rows) {
    std::set<std::string> verdicts;
    for (const DotRow& row : rows) {
        verdicts.insert(row.doubts.begin(), row.doubts.end());
    }
    verdicts.erase("");
    return verdicts;
}

std::string grid(const ChartScale& scale, double top, double bottom) {
    std::string out;
    for (std::size_t i = 0; i < scale.ticks.size(); ++i) {
        const double x = scale.place(scale.ticks[i]);
        out += fmt::format(
            "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\" stroke=\"{3}\" "
            "stroke-opacity=\"{4}\"/>\n",
            x, top, bottom, svg::kInk, scale.ticks[i] == 100 ? "0.9" : "0.22");
        out += placed(x, bottom + 20, "text-anchor=\"middle\"", scale.tickTexts[i] + " %");
    }
    return out;
}

std::string drawn(const DotRow& row, const ChartScale& scale, double y) {
    std::string out = placed(kLeft - 12, y + 4.5, "text-anchor=\"end\"", row.label);
    out += fmt::format(
        "<line x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" "
        "stroke-width=\"9\" stroke-opacity=\"0.25\"/>\n",
        scale.place(std::max(row.low, scale.from)), scale.place(row.high), y, y, kColour);
    for (std::size_t i = 0; i < row.dots.size(); ++i) {
        const double x = scale.place(row.dots[i]);
        out += fmt::format(
            "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\" fill-opacity=\"0.75\"/>\n", x,
            y, kColour);
        out += row.doubts[i].empty() ? "" : svg::validityMark(x, y, row.doubts[i]);
    }
    return out;
}

}  // namespace

std::optional<std::string> repeatChart(const CampaignSummary& summary) {
    const std::vector<DotRow> rows = rowsOf(spreadBetween(summary));
    if (rows.empty()) {
        return std::nullopt;
    }
    const ChartScale scale = scaleOf(rows);
    const auto verdicts = verdictsOf(rows);
    const double top = kTop + (verdicts.empty() ? 0 : kLegendLine);
    const double bottom = top + kRow * static_cast<double>(rows.size());
    std::string out = svg::begin(kWidth, bottom + 66) + '\n';
    out += "<title>Spread between runs</title>\n";
    out += placed(kLeft, 28, R"(font-size="17" font-weight="600")", "Spread between runs");
    out += placed(kLeft, 50, "", "a dot a run; bar: 95 % interval of the mean");
    out += svg::validityLegend(kLeft, 50 + kLegendLine, verdicts);
    out += grid(scale, top, bottom);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out += drawn(rows[i], scale, top + kRow * (static_cast<double>(i) + 0.5));
    }
    out += placed((kLeft + kRight) / 2, bottom + 48, "text-anchor=\"middle\"",
                  "Share of the mean of all runs");
    return out + "</svg>\n";
}

}  // namespace sagebench
