// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/Time.h"

namespace sagebench {

/// Counts of durations in log-linear buckets (32 in each doubling, so within 3 %), 1 µs to 19
/// hours. For live views only: figures of a report come from the samples themselves.
class LatencyHistogram {
  public:
    void add(Nanos duration, std::uint32_t times = 1) {
        counts_[bucketOf(duration)] += times;
        total_ += times;
    }
    void merge(const LatencyHistogram& other);
    void addToBucket(std::size_t bucket, std::uint32_t times) {
        counts_[bucket] += times;
        total_ += times;
    }
    /// What came after `earlier`, an older state of the same histogram.
    LatencyHistogram since(const LatencyHistogram& earlier) const;
    void clear();

    std::uint64_t total() const { return total_; }
    /// Middle of the bucket that holds the p-th percentile (0..100); absent when empty.
    std::optional<Nanos> percentile(double p) const;

    static constexpr std::size_t kBuckets = 32 * 32;
    std::uint32_t countAt(std::size_t bucket) const { return counts_[bucket]; }
    static Nanos lowerBound(std::size_t bucket);

    /// Below 32 µs a bucket is 1 µs wide; above, the top five bits after the first pick it.
    static std::size_t bucketOf(Nanos duration) {
        const auto us =
            static_cast<std::uint64_t>(duration.count() > 0 ? duration.count() / 1000 : 0);
        if (us < kSub) {
            return us;
        }
        const int shift = std::bit_width(us) - 1 - kSubBits;
        const auto bucket = kSub * static_cast<std::uint64_t>(shift + 1) + ((us >> shift) - kSub);
        return bucket < kBuckets ? bucket : kBuckets - 1;
    }

  private:
    static constexpr int kSubBits = 5;
    static constexpr std::uint64_t kSub = 1u << kSubBits;

    std::array<std::uint32_t, kBuckets> counts_{};
    std::uint64_t total_ = 0;
};

}  // namespace sagebench
