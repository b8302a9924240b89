// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Bootstrap.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "metrics/Distribution.h"

namespace sagebench {
namespace {

constexpr std::size_t kResamples = 2000;
constexpr std::size_t kFewestOnASide = 8;

/// The share of resamples that is left out on each side.
double tail(double blocks) {
    const double t = boost::math::quantile(boost::math::students_t(blocks - 1), 0.975);
    return boost::math::cdf(boost::math::normal(), -std::sqrt(blocks / (blocks - 1)) * t);
}

double ratioOf(std::span<const CellSum> cells, std::span<const std::uint32_t> times) {
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        sum += cells[i].sum * times[i];
        count += cells[i].count * times[i];
    }
    return count > 0 ? sum / count : 0;
}

/// How many blocks at most, without one that overlaps another, have one of these cells.
std::size_t blocksWith(std::span<const std::size_t> cells, std::size_t length) {
    std::size_t count = 0, end = 0;
    for (const std::size_t cell : cells) {
        if (cell >= end) {
            ++count;
            end = cell + length;
        }
    }
    return count;
}

bool isEnclosed(const BinnedSamples& samples, double level, const CircularBlocks& blocks) {
    const double place = level * static_cast<double>(samples.size() - 1);
    return blocksWith(samples.cellsFrom(place), blocks.length()) >= kFewestOnASide &&
           blocksWith(samples.cellsUpTo(place), blocks.length()) >= kFewestOnASide;
}

}  // namespace

ConfidenceInterval expandedInterval(std::vector<double>& resampled, double blocks) {
    std::ranges::sort(resampled);
    const double left = 100 * tail(blocks);
    return {percentile(resampled, left), percentile(resampled, 100 - left)};
}

std::optional<ConfidenceInterval> meanInterval(std::span<const CellSum> cells,
                                               const CircularBlocks& blocks) {
    if (blocks.count() < kFewestBlocks) {
        return std::nullopt;
    }
    std::vector<double> means(kResamples);
    std::vector<std::uint32_t> times;
    for (std::size_t i = 0; i < kResamples; ++i) {
        blocks.draw(i, times);
        means[i] = ratioOf(cells, times);
    }
    return expandedInterval(means, blocks.count());
}

std::vector<std::optional<ConfidenceInterval>> placeIntervals(const BinnedSamples& samples,
                                                              std::span<const double> levels,
                                                              const CircularBlocks& blocks) {
    std::vector<std::optional<ConfidenceInterval>> out(levels.size());
    if (blocks.count() < kFewestBlocks || samples.size() == 0) {
        return out;
    }
    std::vector<std::vector<double>> places(levels.size(), std::vector<double>(kResamples));
    std::vector<std::uint32_t> times;
    std::vector<double> one(levels.size());
    for (std::size_t i = 0; i < kResamples; ++i) {
        blocks.draw(i, times);
        samples.places(levels, times, one);
        for (std::size_t level = 0; level < levels.size(); ++level) {
            places[level][i] = one[level];
        }
    }
    for (std::size_t level = 0; level < levels.size(); ++level) {
        if (isEnclosed(samples, levels[level], blocks)) {
            out[level] = expandedInterval(places[level], blocks.count());
        }
    }
    return out;
}

}  // namespace sagebench
