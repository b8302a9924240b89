// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "record/RequestRecord.h"

namespace sagebench {

/// One finished request as views need it: all of its record but the chunks. Stamps are since t0,
/// latencies those of requestMetrics(). Absent: did not happen, or not known.
struct RequestBrief {
    std::uint64_t index = 0;  ///< in its workload and phase, from 0
    std::uint32_t worker = 0;
    Phase phase = Phase::Measured;
    Outcome outcome = Outcome::Ok;
    ErrorCategory errorCategory = ErrorCategory::None;
    std::optional<std::int32_t> httpStatus;
    std::optional<std::int32_t> promptTokens, cachedTokens;
    std::optional<std::int32_t> outputTokensAsked, outputTokens;
    Stamp scheduled, connected, sent, written, firstByte, firstToken, lastToken, finished;
    std::optional<double> ttftMs, tpotMs, e2elMs, sendLagMs;
    std::optional<double> longestGapMs;  ///< the longest wait between two chunks
    std::optional<double> tbtMs;         ///< mean inter-token latency
    std::string errorMessage;
    std::string finishReason;

    bool operator==(const RequestBrief&) const = default;
};

/// Pure.
RequestBrief briefOf(const RequestRecord& record);

}  // namespace sagebench
