// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Saturation.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace sagebench {
namespace {

constexpr std::int64_t kBlocks = 20;
constexpr std::size_t kFewestRequests = 40;
constexpr std::size_t kFewestFirst = 10;
constexpr std::size_t kFewestBlocks = 5;

double seconds(Nanos time) {
    return toSeconds(time);
}

struct Line {
    double slope;
    double intercept;  ///< at the middle
    double middle;
    double squares;  ///< of distances in time from the middle
    double at(double x) const { return intercept + slope * (x - middle); }
};

Line fit(std::span<const double> y, double step) {
    const auto n = static_cast<double>(y.size());
    const double middle = (n - 1) / 2 * step;
    const double mean = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xx = 0, xy = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double dx = static_cast<double>(i) * step - middle;
        xx += dx * dx;
        xy += dx * (y[i] - mean);
    }
    return {xy / xx, mean, middle, xx};
}

struct Residuals {
    double squares = 0;
    double lagged = 0;  ///< products of neighbours
};

Residuals residuals(std::span<const double> y, double step, const Line& line) {
    Residuals sums;
    double before = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double residual = y[i] - line.at(static_cast<double>(i) * step);
        sums.squares += residual * residual;
        sums.lagged += residual * before;
        before = residual;
    }
    return sums;
}

double widening(const Residuals& sums) {
    constexpr double kMost = 0.9;
    const double r = sums.squares > 0 ? std::clamp(sums.lagged / sums.squares, 0.0, kMost) : 0;
    return std::sqrt((1 + r) / (1 - r));
}

/// Longest stay of those that were due first.
Nanos firstStay(std::span<const TimeSpan> ordered) {
    const std::size_t count = std::max(kFewestFirst, ordered.size() / 20);
    Nanos longest{};
    for (const TimeSpan& stay : ordered.first(std::min(count, ordered.size()))) {
        longest = std::max(longest, stay.to - stay.from);
    }
    return longest;
}

std::vector<double> blockMeans(std::span<const TimeSpan> stays, TimeSpan window) {
    std::vector<double> sums(static_cast<std::size_t>(kBlocks), 0.0);
    const Nanos block = (window.to - window.from) / kBlocks;
    for (const TimeSpan& stay : stays) {
        const Nanos from = std::max(stay.from, window.from);
        const Nanos to = std::min(stay.to, window.from + block * kBlocks);
        for (Nanos at = from; at < to;) {
            const std::int64_t index = (at - window.from) / block;
            const Nanos end = std::min(to, window.from + block * (index + 1));
            sums[static_cast<std::size_t>(index)] += seconds(end - at);
            at = end;
        }
    }
    for (double& sum : sums) {
        sum /= seconds(block);
    }
    return sums;
}

}  // namespace

std::optional<Trend> trendOf(std::span<const double> blockMeans, double blockSeconds) {
    if (blockMeans.size() < kFewestBlocks) {
        return std::nullopt;
    }
    const Line line = fit(blockMeans, blockSeconds);
    const Residuals sums = residuals(blockMeans, blockSeconds, line);
    const auto freedom = static_cast<double>(blockMeans.size() - 2);
    const double error = std::sqrt(sums.squares / freedom / line.squares) * widening(sums);
    const double t = boost::math::quantile(boost::math::students_t(freedom), 0.975);
    return Trend{line.slope, line.slope - t * error, line.slope + t * error};
}

std::optional<QueueGrowth> queueGrowth(std::vector<TimeSpan> stays) {
    if (stays.size() < kFewestRequests) {
        return std::nullopt;
    }
    std::ranges::sort(stays, {}, &TimeSpan::from);
    const TimeSpan whole{stays.front().from, stays.back().from};
    const Nanos start = 2 * firstStay(stays);
    const Nanos length = whole.to - whole.from;
    if (length < Nanos(kBlocks) || start > length / 2) {
        return std::nullopt;
    }
    const TimeSpan window{whole.from + start, whole.to};
    const double block = seconds(window.to - window.from) / static_cast<double>(kBlocks);
    const auto trend = trendOf(blockMeans(stays, window), block);
    return QueueGrowth{*trend, static_cast<double>(stays.size() - 1) / seconds(length)};
}

}  // namespace sagebench
