// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/Time.h"
#include "record/ChunkLog.h"

namespace sagebench {

/// Warm-up and cool-down are in no figure.
enum class Phase : std::uint8_t { Warmup, Measured, Cooldown };
enum class Outcome : std::uint8_t { Ok, Failed, Cancelled };
/// What a failed request failed of (docs/METRICS.md).
enum class ErrorCategory : std::uint8_t {
    None,
    Connect,
    Tls,
    Timeout,
    Http4xx,
    Http5xx,
    Protocol,   ///< malformed answer
    Truncated,  ///< ended without its end
    Engine,     ///< the engine said that it failed
    Cancelled,
};
/// Who took the arrival stamps: the kernel when the bytes came in, or the reader when it read them.
enum class StampSource : std::uint8_t { User, Kernel };
/// Where outputTokens comes from.
enum class TokenCountBasis : std::uint8_t { Usage, Chunks };

/// The names that stand in JSON: "ok", "http_4xx", "kernel", …; the parsers return nullopt for
/// others.
std::string_view toString(Phase);
std::string_view toString(Outcome);
std::string_view toString(ErrorCategory);
std::string_view toString(StampSource);
std::string_view toString(TokenCountBasis);
std::optional<Phase> phaseFrom(std::string_view);
std::optional<Outcome> outcomeFrom(std::string_view);
std::optional<ErrorCategory> errorCategoryFrom(std::string_view);
std::optional<StampSource> stampSourceFrom(std::string_view);
std::optional<TokenCountBasis> tokenCountBasisFrom(std::string_view);

/// Everything known of one request: enough to compute every figure again. Stamps are since t0
/// and defined in docs/METRICS.md; what did not happen or is not known is absent.
struct RequestRecord {
    std::uint64_t index = 0;  ///< in its workload and phase, from 0
    std::uint32_t attempt = 1;
    std::uint32_t worker = 0;
    Phase phase = Phase::Measured;
    Outcome outcome = Outcome::Ok;
    ErrorCategory errorCategory = ErrorCategory::None;
    StampSource stampSource = StampSource::User;
    TokenCountBasis tokenCountBasis = TokenCountBasis::Chunks;
    std::uint16_t reconnects = 0;  ///< times it was sent once more on a new connection
    std::optional<std::int32_t> httpStatus;
    std::optional<std::int32_t> conversation;
    std::optional<std::int32_t> turn;
    std::optional<std::int32_t> promptTokensAsked;
    std::optional<std::int32_t> promptTokens;
    std::optional<std::int32_t> cachedTokens;
    std::optional<std::int32_t> outputTokensAsked;
    std::optional<std::int32_t> outputTokens;
    Stamp scheduled;
    Stamp connected;
    Stamp sent;
    Stamp written;
    Stamp firstByte;
    Stamp firstToken;
    Stamp firstOutputToken;
    Stamp finished;
    ChunkLog chunks;
    std::string errorMessage;
    std::string finishReason;
    std::vector<std::pair<std::string, double>> server;  ///< what the server told of this request
    std::string text;  ///< the answer, only where the plan keeps texts

    bool operator==(const RequestRecord&) const = default;
};

}  // namespace sagebench
