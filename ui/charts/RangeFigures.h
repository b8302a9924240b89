// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "charts/Decimation.h"

namespace sagebench::ui {

/// The figures of a part of a run. Absent: nothing of the kind happened in it.
struct RangeFigures {
    TimeRange counted;                                ///< the range moved to the edges of slices
    std::uint64_t ok = 0, failed = 0, cancelled = 0;  ///< requests that ended in it
    std::optional<double> ttftP50Ms, ttftP95Ms, ttftP99Ms;
    std::optional<double> itlP50Ms, itlP99Ms;
    std::optional<double> outputTokensPerSecond, requestsPerSecond;

    bool operator==(const RangeFigures&) const = default;
};

/// Pure. Percentiles within 3 %, as the series' histograms. At least one slice is counted; time
/// beyond `length` is not.
RangeFigures rangeFigures(Buckets buckets, double bucketSeconds, double length, TimeRange range);

}  // namespace sagebench::ui
