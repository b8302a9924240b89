// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/RangeFigures.h"

#include <algorithm>
#include <cmath>

namespace sagebench::ui {
namespace {

std::optional<double> percentileMs(const LatencyHistogram& histogram, double p) {
    const std::optional<Nanos> value = histogram.percentile(p);
    return value ? std::optional(toMs(*value)) : std::nullopt;
}

/// First and end of the slices that are mostly inside.
std::pair<std::size_t, std::size_t> slicesIn(std::size_t count, double width, TimeRange range) {
    const double last = static_cast<double>(count);
    const double first = std::clamp(std::round(range.from / width), 0.0, last - 1);
    const double end = std::clamp(std::round(range.to / width), first + 1, last);
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(end)};
}

}  // namespace

RangeFigures rangeFigures(Buckets buckets, double bucketSeconds, double length, TimeRange range) {
    RangeFigures figures;
    figures.counted = range;
    if (buckets.empty() || !(bucketSeconds > 0) || range.to <= 0 || range.from >= length) {
        return figures;
    }
    const auto [first, end] = slicesIn(buckets.size(), bucketSeconds, range);
    figures.counted = {static_cast<double>(first) * bucketSeconds,
                       std::min(static_cast<double>(end) * bucketSeconds, length)};
    LatencyHistogram ttft, itl;
    double tokens = 0;
    for (const SeriesBucket& bucket : buckets.subspan(first, end - first)) {
        ttft.merge(bucket.ttft);
        itl.merge(bucket.itl);
        tokens += bucket.outputTokens;
        figures.ok += bucket.ok;
        figures.failed += bucket.failed;
        figures.cancelled += bucket.cancelled;
    }
    figures.ttftP50Ms = percentileMs(ttft, 50);
    figures.ttftP95Ms = percentileMs(ttft, 95);
    figures.ttftP99Ms = percentileMs(ttft, 99);
    figures.itlP50Ms = percentileMs(itl, 50);
    figures.itlP99Ms = percentileMs(itl, 99);
    if (const double seconds = figures.counted.span(); seconds > 0) {
        figures.outputTokensPerSecond = tokens / seconds;
        figures.requestsPerSecond = static_cast<double>(figures.ok) / seconds;
    }
    return figures;
}

}  // namespace sagebench::ui
