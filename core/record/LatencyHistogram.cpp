// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/LatencyHistogram.h"

#include <cmath>

namespace sagebench {

void LatencyHistogram::merge(const LatencyHistogram& other) {
    for (std::size_t i = 0; i < kBuckets; ++i) {
        counts_[i] += other.counts_[i];
    }
    total_ += other.total_;
}

LatencyHistogram LatencyHistogram::since(const LatencyHistogram& earlier) const {
    LatencyHistogram out;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        out.addToBucket(i, counts_[i] - earlier.counts_[i]);
    }
    return out;
}

void LatencyHistogram::clear() {
    counts_.fill(0);
    total_ = 0;
}

Nanos LatencyHistogram::lowerBound(std::size_t bucket) {
    if (bucket < kSub) {
        return std::chrono::microseconds(bucket);
    }
    const auto shift = bucket / kSub - 1;
    return std::chrono::microseconds((kSub + bucket % kSub) << shift);
}

std::optional<Nanos> LatencyHistogram::percentile(double p) const {
    if (total_ == 0) {
        return std::nullopt;
    }
    const auto rank =
        static_cast<std::uint64_t>(std::ceil(p / 100.0 * static_cast<double>(total_)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        seen += counts_[i];
        if (seen > 0 && seen >= rank) {
            return (lowerBound(i) + lowerBound(i + 1)) / 2;
        }
    }
    return lowerBound(kBuckets);
}

}  // namespace sagebench
