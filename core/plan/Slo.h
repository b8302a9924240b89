// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"
#include "base/Time.h"

namespace sagebench {

/// Latencies that a service level objective can be about; definitions in docs/METRICS.md. Itl, Icl
/// and SendLag only as percentiles of a run.
enum class SloMetric { Ttft, Tpot, Tbt, Itl, Icl, E2el, TtftScheduled, E2elScheduled, SendLag };
std::string_view toString(SloMetric metric);

/// A limit that each request has to meet, or a percentile of the run. As text: "ttft=200ms" (each
/// request), "p95:ttft=300ms", "p99.9:e2el=5s" (of the run).
struct Slo {
    SloMetric metric = SloMetric::Ttft;
    Nanos limit{};
    std::optional<double> percentile;  ///< 0..100; absent: each request

    bool perRequest() const { return !percentile; }
    bool operator==(const Slo&) const = default;
};

/// A comma list: "ttft=200ms,p95:tpot=30ms". A limit needs its unit. Errors (Usage): the part, what was expected.
Result<std::vector<Slo>> parseSlos(std::string_view text);
/// The same, added to others; a limit that is among them already is an error.
Result<void> addSlos(std::vector<Slo>& to, std::string_view text);
std::string toText(const Slo& slo);

/// What a run has to meet.
struct SloPlan {
    std::vector<Slo> limits;
    double target = 0.99;         ///< least goodput fraction, for the limits on each request
    bool failWhenMissed = false;  ///< exit code 3

    bool operator==(const SloPlan&) const = default;
};

}  // namespace sagebench
