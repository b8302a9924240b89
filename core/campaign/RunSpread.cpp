// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/RunSpread.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

#include "metrics/DifferenceCheck.h"

namespace sagebench {
namespace {

std::optional<double> figureOf(const WorkloadFigures& figures, std::string_view key) {
    const auto found = std::ranges::find_if(
        figureKeys(), [&](const FigureKey& known) { return key == known.key; });
    return found == figureKeys().end() ? std::nullopt : figures.*(found->member);
}

std::vector<double> valuesOf(const CampaignSummary& summary, const std::string& workload,
                             std::string_view key) {
    std::vector<double> values;
    for (const PointResult& run : summary.points) {
        const auto figures = std::ranges::find(run.workloads, workload, &WorkloadFigures::name);
        if (run.end == PointEnd::Measured && figures != run.workloads.end()) {
            if (const auto value = figureOf(*figures, key)) {
                values.push_back(*value);
            }
        }
    }
    return values;
}

WorkloadSpread spreadOf(const CampaignSummary& summary, const std::string& workload) {
    WorkloadSpread out{workload, {}};
    for (const HeadlineFigure& figure : headlineFigures()) {
        auto values = valuesOf(summary, workload, figure.key);
        if (const auto spread = spreadOfValues(values)) {
            out.figures.push_back({figure, std::move(values), *spread});
        }
    }
    return out;
}

std::optional<std::string> warningOf(const WorkloadSpread& workload, double difference) {
    std::vector<WideInterval> wide;
    double runs = 0;
    for (const auto& [figure, values, spread] : workload.figures) {
        const double width = spread.mean > 0 ? spread.ci95.width() / spread.mean : 0;
        if (width > difference) {
            wide.push_back({std::string(figure.label), width});
            runs = std::max(runs, std::ceil(factorNeeded(width, difference) * spread.runs));
        }
    }
    return wide.empty() ? std::nullopt
                        : std::optional(fmt::format(
                              "{}: between runs, 95 % intervals are wider than the difference of "
                              "{:.3g} % that is asked for: {}; about {:.0f} runs would be needed",
                              workload.name, difference * 100, listed(wide), runs));
}

}  // namespace

std::optional<FigureSpread> spreadOfValues(std::span<const double> values) {
    if (values.size() < 2) {
        return std::nullopt;
    }
    const auto n = static_cast<double>(values.size());
    FigureSpread out{.runs = static_cast<int>(values.size())};
    out.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0;
    for (const double value : values) {
        squares += (value - out.mean) * (value - out.mean);
    }
    out.std = std::sqrt(squares / (n - 1));
    out.cv = out.mean > 0 ? std::optional(out.std / out.mean) : std::nullopt;
    out.min = std::ranges::min(values);
    out.max = std::ranges::max(values);
    const double t = boost::math::quantile(boost::math::students_t(n - 1), 0.975);
    const double half = t * out.std / std::sqrt(n);
    out.ci95 = {out.mean - half, out.mean + half};
    return out;
}

bool isShownOfSpread(const HeadlineFigure& figure) {
    return !figure.key.starts_with("avg_") && !figure.key.starts_with("p95_");
}

std::vector<WorkloadSpread> spreadBetween(const CampaignSummary& summary) {
    std::vector<WorkloadSpread> out;
    if (!summary.isRepeat() || summary.points.empty()) {
        return out;
    }
    for (const WorkloadFigures& figures : summary.points.front().workloads) {
        WorkloadSpread spread = spreadOf(summary, figures.name);
        if (!spread.figures.empty()) {
            out.push_back(std::move(spread));
        }
    }
    return out;
}

std::vector<std::string> spreadWarnings(const CampaignSummary& summary) {
    std::vector<std::string> out;
    const auto difference = summary.run.plan.difference;
    for (const WorkloadSpread& workload : spreadBetween(summary)) {
        if (const auto warning = difference ? warningOf(workload, *difference) : std::nullopt) {
            out.push_back(*warning);
        }
    }
    return out;
}

}  // namespace sagebench
