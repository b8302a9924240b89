// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "record/RequestRecord.h"

namespace sagebench {

/// The latencies of one request, by the definitions of docs/METRICS.md. Absent: a stamp or count
/// that it is made of is absent, or the definition excludes the request.
struct RequestMetrics {
    std::optional<double> ttftMs;           ///< first_token - sent
    std::optional<double> ttftScheduledMs;  ///< first_token - scheduled
    std::optional<double> e2elMs;           ///< last content chunk (none: finished) - sent
    std::optional<double> e2elScheduledMs;  ///< the same, from scheduled
    std::optional<double> tpotMs;           ///< (last chunk - first_token) / (output_tokens - 1)
    std::optional<double> tpotInclFirstMs;  ///< E2EL / output_tokens
    std::optional<double> throughputTps;    ///< output_tokens / E2EL
    std::optional<double> sendLagMs;        ///< sent - scheduled
};

/// Pure. Says nothing of the outcome: which requests count is the caller's business.
RequestMetrics requestMetrics(const RequestRecord& record);

/// The mean inter-token latency of one request. Absent: fewer than two chunks. Apart from the rest
/// as the one that looks at every chunk.
std::optional<double> tbtMs(const RequestRecord& record);

}  // namespace sagebench
