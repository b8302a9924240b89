// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/RequestBrief.h"

#include <algorithm>

#include "metrics/RequestMetrics.h"

namespace sagebench {
namespace {

std::optional<double> longestGapMs(const ChunkLog& chunks) {
    std::optional<Nanos> longest;
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        const Nanos gap = chunks[i].at - chunks[i - 1].at;
        longest = std::max(longest.value_or(gap), gap);
    }
    return longest ? std::optional(toMs(*longest)) : std::nullopt;
}

}  // namespace

RequestBrief briefOf(const RequestRecord& record) {
    RequestBrief brief;
    brief.index = record.index;
    brief.worker = record.worker;
    brief.phase = record.phase;
    brief.outcome = record.outcome;
    brief.errorCategory = record.errorCategory;
    brief.httpStatus = record.httpStatus;
    brief.promptTokens = record.promptTokens;
    brief.cachedTokens = record.cachedTokens;
    brief.outputTokensAsked = record.outputTokensAsked;
    brief.outputTokens = record.outputTokens;
    brief.scheduled = record.scheduled;
    brief.connected = record.connected;
    brief.sent = record.sent;
    brief.written = record.written;
    brief.firstByte = record.firstByte;
    brief.firstToken = record.firstToken;
    brief.lastToken = record.chunks.empty() ? Stamp() : Stamp(record.chunks.back().at);
    brief.finished = record.finished;
    const RequestMetrics metrics = requestMetrics(record);
    brief.ttftMs = metrics.ttftMs;
    brief.tpotMs = metrics.tpotMs;
    brief.e2elMs = metrics.e2elMs;
    brief.sendLagMs = metrics.sendLagMs;
    brief.longestGapMs = longestGapMs(record.chunks);
    brief.tbtMs = tbtMs(record);
    brief.errorMessage = record.errorMessage;
    brief.finishReason = record.finishReason;
    return brief;
}

}  // namespace sagebench
