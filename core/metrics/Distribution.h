// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sagebench {

/// Percentile by linear interpolation between closest ranks (Hyndman & Fan type 7, numpy's
/// default). `sorted` must be in ascending order and not empty; p in 0..100.
double percentile(std::span<const double> sorted, double p);

/// The same of whole nanoseconds, told in ms.
double percentileOfNanos(std::span<const std::uint32_t> sorted, double p);

/// One metric over a run. Absent statistics: no sample. Absent count: read from a file that does
/// not tell.
struct Distribution {
    std::optional<std::uint64_t> count;
    std::optional<double> avg, std, min, p50, p90, p95, p99, p999, max;

    bool operator==(const Distribution&) const = default;
};

/// Sorts `samples` in place. Population standard deviation.
Distribution distributionOf(std::vector<double>& samples);
/// The same of whole nanoseconds, told in ms: half the memory.
Distribution distributionOfNanos(std::vector<std::uint32_t>& samples);

}  // namespace sagebench
