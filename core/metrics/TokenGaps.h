// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "metrics/GapSamples.h"
#include "metrics/WorkloadMetrics.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// What the request's ITL rests on: `Token` where each chunk after the first tells its tokens;
/// `Usage` where the server's total is spread over them; else `Chunk`, each counted as one token.
/// Absent: there is no gap (fewer than two chunks).
std::optional<ItlBasis> itlBasisOf(const RequestRecord& record);

/// Samples that appendItl adds: tokens after the first chunk.
std::uint64_t itlSampleCount(const RequestRecord& record);
/// Inter-token latencies in ms: each gap divided by the tokens that came with it, once for each
/// token. They sum up to the time between the first and the last chunk.
void appendItl(const RequestRecord& record, GapSamples& samples);

/// The gap before a chunk: when the chunk came, how long after the one before, with what tokens.
struct TokenGap {
    Nanos at{};  ///< since t0
    Nanos length{};
    std::uint64_t tokens = 0;

    /// The inter-token latency of each of its tokens.
    double eachMs() const { return toMs(length) / static_cast<double>(tokens); }
};
/// In order of time; what appendItl adds, with its time.
void visitTokenGaps(const RequestRecord& record, const std::function<void(const TokenGap&)>& visit);

std::uint64_t iclSampleCount(const RequestRecord& record);
/// Inter-chunk latencies in ms: the gaps themselves.
void appendIcl(const RequestRecord& record, GapSamples& samples);

}  // namespace sagebench
