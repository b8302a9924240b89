// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "charts/TimeRange.h"
#include "series/WorkloadSeries.h"

namespace sagebench::ui {

/// Pure: what a chart draws of a series, about two points a pixel at most. Times are seconds since
/// the series' origin.

using Points = QList<QPointF>;
using Buckets = std::span<const SeriesBucket>;
using BucketValue = std::function<std::optional<double>(const SeriesBucket&)>;
using BucketAmount = std::function<double(const SeriesBucket&)>;

/// Slices of a series put together for the screen: bin i holds buckets [(first + i) × group,
/// (first + i + 1) × group). Edges lie at multiples of the group, so bins don't dance when panning.
struct Bins {
    std::size_t group = 1;  ///< a power of two
    std::size_t first = 0;
    std::size_t count = 0;
    double bucketSeconds = 0;

    double seconds() const { return static_cast<double>(group) * bucketSeconds; }
    double start(std::size_t bin) const { return static_cast<double>(first + bin) * seconds(); }
    double centre(std::size_t bin) const { return start(bin) + seconds() / 2; }
    Buckets of(Buckets buckets, std::size_t bin) const;
    bool operator==(const Bins&) const = default;
};

/// Bins at least `minPixels` wide that cover the range and one more on each side, where there is
/// something.
Bins binsFor(Buckets buckets, double bucketSeconds, TimeRange range, int pixels, double minPixels);
/// Wider ones until a bin holds `wanted` samples on average, but not fewer than 12 bins.
Bins calmer(Bins bins, Buckets buckets, TimeRange range, const BucketAmount& samples,
            double wanted);

/// The least and the most of each bin, in the order in which they came; bins without a value are
/// left out.
Points minMaxLine(Buckets buckets, const Bins& bins, const BucketValue& value);
/// The last known value of each bin, at its end (not beyond `length`).
Points lastLine(Buckets buckets, const Bins& bins, double length, const BucketValue& value);
/// Amount a second in each bin. A last bin of which less than half has passed is left out, unless
/// it is the only one.
Points rateLine(Buckets buckets, const Bins& bins, double length, const BucketAmount& amount);
/// Sum of all buckets up to each bin's end.
Points sumLine(Buckets buckets, const Bins& bins, double length, const BucketAmount& amount);

struct Percentiles {
    double p50 = 0, p95 = 0, p99 = 0;  ///< ms
    bool operator==(const Percentiles&) const = default;
};
/// Absent: an empty histogram.
std::optional<Percentiles> percentilesOf(const LatencyHistogram& histogram);
Points percentileLine(const std::vector<std::optional<Percentiles>>& values, const Bins& bins,
                      double Percentiles::*which);

/// Requests of about the same latency.
struct Cell {
    double fromMs = 0, toMs = 0;
    std::uint64_t count = 0;

    double ms() const { return (fromMs + toMs) / 2; }
    bool operator==(const Cell&) const = default;
};
/// `step`: buckets of the histogram in a cell, 32 double the latency.
std::vector<Cell> cellsOf(const LatencyHistogram& histogram, std::size_t step);

double largestY(const Points& points, TimeRange range);
/// The point nearest in time; null: none within `reach` seconds.
const QPointF* nearest(const Points& points, double seconds, double reach);

}  // namespace sagebench::ui
