// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/Decimation.h"

#include <algorithm>
#include <cmath>

namespace sagebench::ui {
namespace {

constexpr std::size_t kFewestBins = 12;

Bins binsOf(std::size_t group, std::size_t buckets, double bucketSeconds, TimeRange range) {
    Bins bins{group, 0, 0, bucketSeconds};
    const auto available = static_cast<double>((buckets + group - 1) / group);
    const double first = std::floor(range.from / bins.seconds()) - 1;
    const double end = std::ceil(range.to / bins.seconds()) + 1;
    bins.first = static_cast<std::size_t>(std::clamp(first, 0.0, available));
    bins.count = static_cast<std::size_t>(std::clamp(end, 0.0, available));
    bins.count -= std::min(bins.count, bins.first);
    return bins;
}

double sumOf(Buckets buckets, const BucketAmount& amount) {
    double sum = 0;
    for (const SeriesBucket& bucket : buckets) {
        sum += amount(bucket);
    }
    return sum;
}

double sumIn(Buckets buckets, const Bins& bins, const BucketAmount& amount) {
    double sum = 0;
    for (std::size_t i = 0; i < bins.count; ++i) {
        sum += sumOf(bins.of(buckets, i), amount);
    }
    return sum;
}

struct Extremes {
    double first = 0, second = 0;  ///< in order of time
    bool known = false;
};

Extremes extremesOf(Buckets buckets, const BucketValue& value) {
    double least = 0, most = 0;
    std::size_t leastAt = 0, mostAt = 0;
    bool known = false;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const std::optional<double> now = value(buckets[i]);
        if (now && (!known || *now < least)) {
            least = *now, leastAt = i;
        }
        if (now && (!known || *now > most)) {
            most = *now, mostAt = i;
        }
        known = known || now;
    }
    return leastAt <= mostAt ? Extremes{least, most, known} : Extremes{most, least, known};
}

std::optional<double> lastOf(Buckets buckets, const BucketValue& value) {
    for (auto bucket = buckets.rbegin(); bucket != buckets.rend(); ++bucket) {
        if (const std::optional<double> now = value(*bucket)) {
            return now;
        }
    }
    return std::nullopt;
}

double endOf(const Bins& bins, std::size_t bin, double length) {
    return std::max(bins.start(bin), std::min(bins.start(bin) + bins.seconds(), length));
}

}  // namespace

Buckets Bins::of(Buckets buckets, std::size_t bin) const {
    const std::size_t begin = std::min((first + bin) * group, buckets.size());
    return buckets.subspan(begin, std::min(group, buckets.size() - begin));
}

Bins binsFor(Buckets buckets, double bucketSeconds, TimeRange range, int pixels, double minPixels) {
    if (buckets.empty() || pixels <= 0 || !(range.span() > 0) || !(bucketSeconds > 0)) {
        return {};
    }
    const double needed = range.span() / pixels * minPixels;
    std::size_t group = 1;
    while (static_cast<double>(group) * bucketSeconds < needed && group < buckets.size()) {
        group *= 2;
    }
    return binsOf(group, buckets.size(), bucketSeconds, range);
}

Bins calmer(Bins bins, Buckets buckets, TimeRange range, const BucketAmount& samples,
            double wanted) {
    const double sum = sumIn(buckets, bins, samples);
    while (bins.count >= 2 * kFewestBins && sum < wanted * static_cast<double>(bins.count)) {
        bins = binsOf(bins.group * 2, buckets.size(), bins.bucketSeconds, range);
    }
    return bins;
}

Points minMaxLine(Buckets buckets, const Bins& bins, const BucketValue& value) {
    Points points;
    for (std::size_t i = 0; i < bins.count; ++i) {
        const Extremes two = extremesOf(bins.of(buckets, i), value);
        if (two.known && two.first == two.second) {
            points.append({bins.centre(i), two.first});
        } else if (two.known) {
            points.append({bins.centre(i) - bins.seconds() / 4, two.first});
            points.append({bins.centre(i) + bins.seconds() / 4, two.second});
        }
    }
    return points;
}

Points lastLine(Buckets buckets, const Bins& bins, double length, const BucketValue& value) {
    Points points;
    for (std::size_t i = 0; i < bins.count; ++i) {
        if (const std::optional<double> last = lastOf(bins.of(buckets, i), value)) {
            points.append({endOf(bins, i, length), *last});
        }
    }
    return points;
}

Points rateLine(Buckets buckets, const Bins& bins, double length, const BucketAmount& amount) {
    Points points;
    for (std::size_t i = 0; i < bins.count; ++i) {
        const double passed = endOf(bins, i, length) - bins.start(i);
        const bool only = bins.count == 1 && passed > 0;
        if (passed >= bins.seconds() / 2 || only) {
            points.append(
                {bins.start(i) + passed / 2, sumOf(bins.of(buckets, i), amount) / passed});
        }
    }
    return points;
}

Points sumLine(Buckets buckets, const Bins& bins, double length, const BucketAmount& amount) {
    Points points;
    double sum = sumOf(buckets.first(std::min(bins.first * bins.group, buckets.size())), amount);
    for (std::size_t i = 0; i < bins.count; ++i) {
        sum += sumOf(bins.of(buckets, i), amount);
        points.append({endOf(bins, i, length), sum});
    }
    return points;
}

std::optional<Percentiles> percentilesOf(const LatencyHistogram& histogram) {
    if (histogram.total() == 0) {
        return std::nullopt;
    }
    return Percentiles{toMs(*histogram.percentile(50)), toMs(*histogram.percentile(95)),
                       toMs(*histogram.percentile(99))};
}

Points percentileLine(const std::vector<std::optional<Percentiles>>& values, const Bins& bins,
                      double Percentiles::*which) {
    Points points;
    for (std::size_t i = 0; i < values.size() && i < bins.count; ++i) {
        if (values[i]) {
            points.append({bins.centre(i), *values[i].*which});
        }
    }
    return points;
}

std::vector<Cell> cellsOf(const LatencyHistogram& histogram, std::size_t step) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; histogram.total() > 0 && i < LatencyHistogram::kBuckets; i += step) {
        std::uint64_t count = 0;
        for (std::size_t j = i; j < std::min(i + step, LatencyHistogram::kBuckets); ++j) {
            count += histogram.countAt(j);
        }
        if (count > 0) {
            cells.push_back({toMs(LatencyHistogram::lowerBound(i)),
                             toMs(LatencyHistogram::lowerBound(i + step)), count});
        }
    }
    return cells;
}

double largestY(const Points& points, TimeRange range) {
    double largest = 0;
    for (const QPointF& point : points) {
        if (range.contains(point.x())) {
            largest = std::max(largest, point.y());
        }
    }
    return largest;
}

const QPointF* nearest(const Points& points, double seconds, double reach) {
    const auto before = [](const QPointF& point, double x) { return point.x() < x; };
    auto at = std::lower_bound(points.begin(), points.end(), seconds, before);
    if (at == points.end() ||
        (at != points.begin() && seconds - (at - 1)->x() < at->x() - seconds)) {
        at = at == points.begin() ? at : at - 1;
    }
    return at != points.end() && std::abs(at->x() - seconds) <= reach ? &*at : nullptr;
}

}  // namespace sagebench::ui
