// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/DistributionBins.h"

#include <algorithm>
#include <cmath>

#include "charts/AxisSteps.h"

namespace sagebench::ui {
namespace {

double lowerMs(std::size_t bucket) {
    return toMs(LatencyHistogram::lowerBound(bucket));
}

/// First and last bucket with samples; the histogram is not empty.
std::pair<std::size_t, std::size_t> filled(const LatencyHistogram& histogram) {
    std::size_t first = 0, last = LatencyHistogram::kBuckets - 1;
    while (histogram.countAt(first) == 0) {
        ++first;
    }
    while (histogram.countAt(last) == 0) {
        --last;
    }
    return {first, last};
}

void shareOut(std::vector<ShareBin>& bins, TimeRange axis, XScale scale, double fromMs, double toMs,
              double share) {
    const double width = axis.span() / static_cast<double>(bins.size());
    const double from = axisPlace(fromMs, scale), to = axisPlace(toMs, scale);
    const auto last = static_cast<double>(bins.size() - 1);
    const double firstBin = std::clamp(std::floor((from - axis.from) / width), 0.0, last);
    const double lastBin = std::clamp(std::ceil((to - axis.from) / width) - 1, firstBin, last);
    for (double bin = firstBin; bin <= lastBin; ++bin) {
        const double begin = bin == firstBin ? from : axis.from + bin * width;
        const double end = bin == lastBin ? to : axis.from + (bin + 1) * width;
        bins[static_cast<std::size_t>(bin)].share += share * (end - begin) / (to - from);
    }
}

}  // namespace

double axisPlace(double ms, XScale scale) {
    // A histogram's first bucket begins at 0: a microsecond wide.
    return scale == XScale::Linear ? ms : std::log10(std::max(ms, 0.0005));
}

TimeRange distributionRange(const LatencyHistogram& histogram, XScale scale) {
    if (histogram.total() == 0) {
        return scale == XScale::Linear ? TimeRange{0, 1} : TimeRange{1, 10};
    }
    const auto [first, last] = filled(histogram);
    const double from = lowerMs(first), to = lowerMs(last + 1);
    if (scale == XScale::Logarithmic) {
        const double least = std::max(from, 0.0005);
        return {least / 1.05, to * 1.05};
    }
    const double step = niceStep((to - from) / 5);
    const double begin = from < to * 0.5 ? 0 : std::floor(from / step) * step;
    return {begin, std::ceil(to / step) * step};
}

std::vector<ShareBin> distributionBins(const LatencyHistogram& histogram, XScale scale,
                                       TimeRange range, int count) {
    if (histogram.total() == 0 || count < 1) {
        return {};
    }
    const TimeRange axis{axisPlace(range.from, scale), axisPlace(range.to, scale)};
    std::vector<ShareBin> bins(static_cast<std::size_t>(count));
    const auto valueAt = [&](int edge) {
        const double place = axis.from + axis.span() * edge / count;
        return scale == XScale::Linear ? place : std::pow(10.0, place);
    };
    for (int i = 0; i < count; ++i) {
        bins[static_cast<std::size_t>(i)] = {valueAt(i), valueAt(i + 1), 0};
    }
    for (std::size_t i = 0; i < LatencyHistogram::kBuckets; ++i) {
        if (const std::uint32_t samples = histogram.countAt(i); samples > 0) {
            const double share = samples / static_cast<double>(histogram.total());
            shareOut(bins, axis, scale, lowerMs(i), lowerMs(i + 1), share);
        }
    }
    return bins;
}

Points cumulativeLine(const LatencyHistogram& histogram, int most) {
    if (histogram.total() == 0) {
        return {};
    }
    const auto [first, last] = filled(histogram);
    const std::size_t step = (last - first) / static_cast<std::size_t>(std::max(most, 1)) + 1;
    Points points{{lowerMs(first), 0}};
    std::uint64_t seen = 0;
    for (std::size_t i = first; i <= last; ++i) {
        seen += histogram.countAt(i);
        if ((i - first) % step == step - 1 || i == last) {
            points.append({lowerMs(i + 1),
                           static_cast<double>(seen) / static_cast<double>(histogram.total())});
        }
    }
    return points;
}

}  // namespace sagebench::ui
