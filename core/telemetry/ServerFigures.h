// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "record/EngineFigures.h"

namespace sagebench {

/// What one look at a server's metrics page told; fields as in ServerMetricNames.
struct ServerReading {
    Nanos at{};
    bool read = false;  ///< the page was there
    std::optional<double> kvUsageFraction;
    std::optional<double> kvUsedTokens;
    std::optional<double> prefixHits;
    std::optional<double> prefixQueries;
    std::optional<double> prefixMisses;
    std::optional<double> prefixHitRate;
    std::optional<double> evictions;
    std::optional<double> preemptions;
    std::optional<double> specAccepted;
    std::optional<double> specDrafted;
    std::optional<double> specAcceptRate;
    std::optional<double> running;
    std::optional<double> waiting;
};

/// `page`: the text, or nothing when it could not be had. What is found is added to `samples` with
/// source "server" and the name under which it was looked for.
ServerReading readServerMetrics(std::optional<std::string_view> page,
                                const ServerMetricNames& names, Nanos at,
                                std::vector<TelemetrySample>& samples);

/// Figures of the window that the readings span; the first and the last are its ends. Pure.
/// - Counts are deltas of counters; absent unless both ends were read, and when a counter went down
///   (the server was started anew).
/// - Rates are Δ/Δ, absent when nothing was counted; a rate that the server tells itself is its
/// last one.
/// - KV use is the peak seen; a server that tells a fraction only has no tokens.
/// - meanRunning is over the readings between the ends: at the ends nothing is in flight.
EngineFigures figuresFrom(std::span<const ServerReading> readings, const ServerMetricNames& names);

}  // namespace sagebench
