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

HeadlineSpread valuesOf(const CampaignSummary& summary, const std::string& workload,
                        const HeadlineFigure& figure) {
    HeadlineSpread out{figure, {}, {}, {}};
    for (const PointResult& run : summary.points) {
        const auto figures = std::ranges::find(run.workloads, workload, &WorkloadFigures::name);
        if (run.end == PointEnd::Measured && figures != run.workloads.end()) {
            if (const auto value = figureOf(*figures, figure.key)) {
                out.values.push_back(*value);
                out.doubts.push_back(figures->doubt());
            }
        }
    }
    return out;
}

/// In the order of the plan. A run that was stopped early may lack some.
std::vector<std::string> workloadsOf(const CampaignSummary& summary) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (std::ranges::find(names, name) == names.end()) {
            names.push_back(name);
        }
    };
    std::ranges::for_each(summary.run.plan.workloads, add, &WorkloadSpec::name);
    for (const PointResult& run : summary.points) {
        std::ranges::for_each(run.workloads, add, &WorkloadFigures::name);
    }
    return names;
}

WorkloadSpread spreadOf(const CampaignSummary& summary, const std::string& workload) {
    WorkloadSpread out{workload, {}};
    for (const HeadlineFigure& figure : headlineFigures()) {
        HeadlineSpread one = valuesOf(summary, workload, figure);
        if (const auto spread = spreadOfValues(one.values)) {
            one.spread = *spread;
            out.figures.push_back(std::move(one));
        }
    }
    return out;
}

double halfWidth(double std, double n) {
    return boost::math::quantile(boost::math::students_t(n - 1), 0.975) * std / std::sqrt(n);
}

/// Runs after which the interval is no wider than that, if they spread as these do. Absent: more
/// than can be asked for.
std::optional<int> runsNeeded(double std, double width) {
    for (int n = 2; n <= kMostRepeats; ++n) {
        if (2 * halfWidth(std, n) <= width) {
            return n;
        }
    }
    return std::nullopt;
}

std::string advice(std::optional<int> runs) {
    return runs ? fmt::format("about {} runs would be needed", *runs)
                : fmt::format(
                      "more than {} runs would be needed: make each run longer, or measure "
                      "on a steadier machine",
                      kMostRepeats);
}

std::optional<std::string> warningOf(const WorkloadSpread& workload, double difference) {
    std::vector<WideInterval> wide;
    std::optional<int> runs = 0;
    for (const auto& [figure, values, doubts, spread] : workload.figures) {
        const double width = spread.mean > 0 ? spread.ci95.width() / spread.mean : 0;
        if (width > difference) {
            wide.push_back({std::string(figure.label), width});
            const auto needed = runsNeeded(spread.std, difference * spread.mean);
            runs = runs && needed ? std::optional(std::max(*runs, *needed)) : std::nullopt;
        }
    }
    return wide.empty() ? std::nullopt
                        : std::optional(fmt::format(
                              "{}: between runs, 95 % intervals are wider than the difference of "
                              "{:.3g} % that is asked for: {}; {}",
                              workload.name, difference * 100, listed(wide), advice(runs)));
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
    const double half = halfWidth(out.std, n);
    out.ci95 = {out.mean - half, out.mean + half};
    return out;
}

bool isShownOfSpread(const HeadlineFigure& figure) {
    return !figure.key.starts_with("avg_") && !figure.key.starts_with("p95_");
}

std::vector<WorkloadSpread> spreadBetween(const CampaignSummary& summary) {
    std::vector<WorkloadSpread> out;
    if (!summary.isRepeat()) {
        return out;
    }
    for (const std::string& workload : workloadsOf(summary)) {
        WorkloadSpread spread = spreadOf(summary, workload);
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
