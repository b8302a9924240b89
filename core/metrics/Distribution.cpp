// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sagebench {
namespace {

/// From the nearer end, as numpy does, so that t = 1 gives b exactly.
double interpolate(double a, double b, double t) {
    const double gap = b - a;
    return t < 0.5 ? a + gap * t : b - gap * (1 - t);
}

double meanOf(std::span<const double> samples) {
    return std::accumulate(samples.begin(), samples.end(), 0.0) /
           static_cast<double>(samples.size());
}

double populationStd(std::span<const double> samples, double mean) {
    const double squares =
        std::accumulate(samples.begin(), samples.end(), 0.0,
                        [mean](double sum, double x) { return sum + (x - mean) * (x - mean); });
    return std::sqrt(squares / static_cast<double>(samples.size()));
}

}  // namespace

double percentile(std::span<const double> sorted, double p) {
    const double rank = p / 100 * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return interpolate(sorted[below], sorted[above], rank - static_cast<double>(below));
}

Distribution distributionOf(std::vector<double>& samples) {
    Distribution d;
    d.count = samples.size();
    if (samples.empty()) {
        return d;
    }
    // Sums run over the sorted samples: the order of the records changes no digit.
    std::sort(samples.begin(), samples.end());
    d.avg = meanOf(samples);
    d.std = populationStd(samples, *d.avg);
    d.min = samples.front();
    d.p50 = percentile(samples, 50);
    d.p90 = percentile(samples, 90);
    d.p95 = percentile(samples, 95);
    d.p99 = percentile(samples, 99);
    d.p999 = percentile(samples, 99.9);
    d.max = samples.back();
    return d;
}

}  // namespace sagebench
