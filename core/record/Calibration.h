// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "record/Environment.h"

namespace sagebench {

/// What the client said minus what was true, in ms, over requests (or gaps) that could be matched.
struct ErrorSpread {
    std::uint64_t count = 0;
    double mean = 0;
    double min = 0;
    double p50 = 0;
    double p99 = 0;
    double max = 0;
    double absP99 = 0;  ///< of |error|

    bool operator==(const ErrorSpread&) const = default;
};

/// By metric (docs/METRICS.md). Absent: nothing to compare, or not looked at.
struct LatencyErrors {
    std::optional<ErrorSpread> ttft, itl, tpot, e2el, sendLag;

    bool operator==(const LatencyErrors&) const = default;
};

/// How much a client had to do at a time.
struct ClientStrain {
    std::uint64_t peakInFlight = 0;
    double eventsPerSecond = 0;  ///< content chunks within the busiest second

    bool operator==(const ClientStrain&) const = default;
};

/// The client's error at one load, measured against a server that knows the truth.
struct CalibrationPoint {
    std::string load;             ///< in words
    std::int64_t measuredAt = 0;  ///< Unix seconds
    ClientStrain strain;
    LatencyErrors errors;
    std::uint64_t matched = 0;    ///< requests
    std::uint64_t unmatched = 0;  ///< measured requests that are not in `errors`
    std::string verdict;          ///< the run's validity

    bool operator==(const CalibrationPoint&) const = default;
};

inline constexpr std::uint64_t kFewestForLater = 100;  ///< requests compared
inline constexpr double kMostUnmatched = 0.01;         ///< of all requests

/// Why nothing may be said of other runs by this point: too few requests were compared, too many
/// could not be, or the machine was busy. Empty: it may, of a client that could not keep up too.
std::string whyNotForLater(const CalibrationPoint& point);
bool isForLater(const CalibrationPoint& point);

/// The most events a second that are measured within 1 ms (p99 of |error|).
struct MeasurableRate {
    double eventsPerSecond = 0;
    bool atLeast = false;  ///< the reference server, not the client, set the end
    std::int64_t measuredAt = 0;

    bool operator==(const MeasurableRate&) const = default;
};

/// What is known of this client's error on this machine when a run starts. A value.
struct Calibration {
    std::vector<CalibrationPoint> points;
    std::optional<MeasurableRate> within1Ms;
    /// Of the run's own workloads, measured just before it (`run --calibrate`).
    std::vector<CalibrationPoint> before;
    /// The run's connections are TLS, which no calibration has: none of the points holds.
    bool overTls = false;

    bool operator==(const Calibration&) const = default;
};

/// One calibration as it is kept.
struct CalibrationEntry {
    Environment machine;
    std::string toolVersion;
    std::int64_t measuredAt = 0;  ///< Unix seconds
    std::string shape;            ///< equal for equal loads
    std::vector<CalibrationPoint> points;
    std::optional<MeasurableRate> within1Ms;

    bool operator==(const CalibrationEntry&) const = default;
};

}  // namespace sagebench
