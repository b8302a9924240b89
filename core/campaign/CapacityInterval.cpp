// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CapacityInterval.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace sagebench {
namespace {

constexpr std::array kWidths{0.002, 0.004, 0.008, 0.016, 0.03, 0.06, 0.1};
constexpr double kLapses = 0.02;
constexpr int kSteps = 4000;

struct Outcomes {
    int met = 0;
    int missed = 0;
};
using ByLoad = std::map<double, Outcomes>;

ByLoad collected(std::span<const LoadTrial> trials) {
    ByLoad loads;
    for (const LoadTrial& trial : trials) {
        ++(trial.met ? loads[trial.load].met : loads[trial.load].missed);
    }
    return loads;
}

/// Logarithm of the probability of all outcomes, were the capacity and the curve's width these.
double logLikelihood(const ByLoad& loads, double logCapacity, double width) {
    double sum = 0;
    for (const auto& [load, outcomes] : loads) {
        const double distance = (logCapacity - std::log(load)) / width;
        const double curve = 1 / (1 + std::exp(-distance));
        const double meets = kLapses / 2 + (1 - kLapses) * curve;
        sum += outcomes.met * std::log(meets) + outcomes.missed * std::log1p(-meets);
    }
    return sum;
}

struct Grid {
    double from;
    double step;
    double at(std::size_t i) const { return from + step * static_cast<double>(i); }
};

Grid gridOver(const ByLoad& loads) {
    const double from = std::log(loads.begin()->first / 2);
    const double to = std::log(loads.rbegin()->first * 2);
    return {from, (to - from) / kSteps};
}

/// Not normalised.
std::vector<double> posterior(const ByLoad& loads, const Grid& grid) {
    std::vector<double> weights(kSteps + 1, 0.0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        for (const double width : kWidths) {
            weights[i] += std::exp(logLikelihood(loads, grid.at(i), width));
        }
    }
    return weights;
}

double quantile(const std::vector<double>& weights, const Grid& grid, double share) {
    double total = 0;
    for (const double weight : weights) {
        total += weight;
    }
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        sum += weights[i];
        if (sum >= share * total) {
            return std::exp(grid.at(i));
        }
    }
    return std::exp(grid.at(weights.size() - 1));
}

/// What has to be inside: the edge itself, and where runs disagree, all of it.
CapacityInterval edge(std::span<const LoadTrial> trials) {
    const Bracket bracket = bracketOf(trials);
    CapacityInterval seen{bracket.met.value_or(0), bracket.missed};
    for (const LoadTrial& trial : trials) {
        if (seen.high && trial.met) {
            seen.high = std::max(*seen.high, trial.load);
        }
    }
    return seen;
}

}  // namespace

std::optional<CapacityInterval> capacityInterval(std::span<const LoadTrial> trials, bool whole) {
    if (trials.empty()) {
        return std::nullopt;
    }
    const ByLoad loads = collected(trials);
    const Grid grid = gridOver(loads);
    const std::vector<double> weights = posterior(loads, grid);
    CapacityInterval interval = edge(trials);
    interval.low = std::min(interval.low, quantile(weights, grid, 0.025));
    if (interval.high) {
        interval.high = std::max(*interval.high, quantile(weights, grid, 0.975));
    }
    if (whole) {
        interval.low = std::floor(interval.low);
        interval.high = interval.high ? std::optional(std::ceil(*interval.high)) : std::nullopt;
    }
    return interval;
}

}  // namespace sagebench
