// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>

#include "metrics/Saturation.h"
#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// What a campaign's table, chart and file say of one workload of one point; everything else is in
/// the point's own results. Definitions in docs/METRICS.md; absent: unknown.
struct WorkloadFigures {
    std::string name;
    std::optional<double> requests, failed;
    std::optional<double> requestRps, outputTps;
    std::optional<double> userTps;  ///< mean of output tokens / E2EL: what one user sees
    std::optional<double> ttftAvg, ttftP50, ttftP95, ttftP99;
    std::optional<double> tpotAvg, tpotP50, tpotP95, tpotP99;
    std::optional<double> itlAvg, itlP50, itlP95, itlP99;
    std::optional<double> e2elAvg, e2elP50, e2elP95, e2elP99;
    std::optional<double> goodputRps, goodputFraction;
    std::optional<double> dueRps;   ///< open loop: requests that came due a second
    std::optional<double> sentRps;  ///< the same of requests that were sent
    std::optional<double> growthRps, growthLow, growthHigh;  ///< QueueGrowth's trend
    std::optional<bool> sloMet;                              ///< absent without an SLO
    std::optional<bool> saturated;                           ///< open loop, where it can be told
    std::optional<std::string> validity{};                   ///< the run's own verdict
    std::optional<std::string> validityReason{};             ///< the first, where it is not valid

    /// The verdict of a run that is not valid; empty: it is, or does not say.
    std::string doubt() const {
        return validity.value_or("valid") == "valid" ? std::string() : *validity;
    }
    /// Not of the client or its machine, as far as the run can tell.
    bool isTrusted() const { return Validity{validity.value_or(""), {}}.isTrusted(); }

    bool operator==(const WorkloadFigures&) const = default;
};

/// A figure of the table by its key in campaign.json: that of <workload>_metrics.json where it
/// stands there too.
struct FigureKey {
    const char* key;
    std::optional<double> WorkloadFigures::*member;
};
std::span<const FigureKey> figureKeys();

WorkloadFigures figuresOf(const WorkloadMetrics& metrics);

}  // namespace sagebench
