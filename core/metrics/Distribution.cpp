// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Distribution.h"

#include <algorithm>
#include <boost/sort/spreadsort/spreadsort.hpp>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/Time.h"

namespace sagebench {
namespace {

/// From the nearer end, as numpy does, so that t = 1 gives b exactly.
double interpolate(double a, double b, double t) {
    const double gap = b - a;
    return t < 0.5 ? a + gap * t : b - gap * (1 - t);
}

double nanosInMs(std::uint32_t ns) {
    return toMs(Nanos(ns));
}

/// Sorted samples of a type that needs less room than the values they stand for.
template <class T, class ToValue>
class SortedSamples {
  public:
    SortedSamples(std::span<const T> sorted, ToValue toValue)
        : sorted_(sorted), toValue_(toValue) {}

    double at(std::size_t i) const { return toValue_(sorted_[i]); }
    double percentile(double p) const {
        const double rank = p / 100 * static_cast<double>(sorted_.size() - 1);
        const auto below = static_cast<std::size_t>(rank);
        const auto above = std::min(below + 1, sorted_.size() - 1);
        return interpolate(at(below), at(above), rank - static_cast<double>(below));
    }
    double mean() const {
        return sumOf([](double x) { return x; }) / static_cast<double>(sorted_.size());
    }
    double populationStd(double mean) const {
        const double squares = sumOf([mean](double x) { return (x - mean) * (x - mean); });
        return std::sqrt(squares / static_cast<double>(sorted_.size()));
    }

  private:
    template <class Term>
    double sumOf(Term term) const {
        return std::accumulate(sorted_.begin(), sorted_.end(), 0.0,
                               [&](double sum, const T& x) { return sum + term(toValue_(x)); });
    }

    std::span<const T> sorted_;
    ToValue toValue_;
};

template <class T, class ToValue>
Distribution describe(std::vector<T>& samples, ToValue toValue) {
    Distribution d;
    d.count = samples.size();
    if (samples.empty()) {
        return d;
    }
    // Sums run over the sorted samples: the order of the records changes no digit.
    // By digits, which takes half the time of comparing where there are millions.
    boost::sort::spreadsort::spreadsort(samples.begin(), samples.end());
    const SortedSamples<T, ToValue> sorted(samples, toValue);
    d.avg = sorted.mean();
    d.std = sorted.populationStd(*d.avg);
    d.min = sorted.at(0);
    d.p50 = sorted.percentile(50);
    d.p90 = sorted.percentile(90);
    d.p95 = sorted.percentile(95);
    d.p99 = sorted.percentile(99);
    d.p999 = sorted.percentile(99.9);
    d.max = sorted.at(samples.size() - 1);
    return d;
}

}  // namespace

double percentile(std::span<const double> sorted, double p) {
    return SortedSamples(sorted, std::identity()).percentile(p);
}

double percentileOfNanos(std::span<const std::uint32_t> sorted, double p) {
    return SortedSamples(sorted, nanosInMs).percentile(p);
}

Distribution distributionOf(std::vector<double>& samples) {
    return describe(samples, std::identity());
}

Distribution distributionOfNanos(std::vector<std::uint32_t>& samples) {
    return describe(samples, nanosInMs);
}

}  // namespace sagebench
