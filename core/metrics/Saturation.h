// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "metrics/InFlight.h"

namespace sagebench {

/// A straight line through means of equal blocks of time. Neighbouring blocks of a queue resemble
/// each other, which makes a chance drift look certain: the interval is widened by the lag-1
/// autocorrelation r of the residuals, √((1+r)/(1−r)).
struct Trend {
    double slope = 0;  ///< by time, in units a second
    double low = 0;    ///< two-sided 95 % confidence interval of the slope (Student's t)
    double high = 0;
};
/// `blockSeconds` above 0. Absent: fewer than five blocks.
std::optional<Trend> trendOf(std::span<const double> blockMeans, double blockSeconds);

/// How the requests that were due and not finished grew while an open loop went on.
struct QueueGrowth {
    Trend trend;            ///< requests a second
    double offeredRps = 0;  ///< requests that came due a second

    /// The engine leaves behind for sure more than a hundredth of what comes: the queue grows
    /// without bound, and no latency of the run is that of a load which can go on.
    bool saturated() const { return trend.low > 0.01 * offeredRps; }
};

/// Of an open loop; each span is one request's, from when it was due until it ended. Looks at the
/// time from the first to the last one due, in 20 blocks (batch means), without the start, in which
/// any engine fills up: twice the longest stay among the first twentieth of the requests (at least
/// 10). Absent: too short to tell (fewer than 40 requests, or the start takes more than half).
std::optional<QueueGrowth> queueGrowth(std::vector<TimeSpan> stays);

}  // namespace sagebench
