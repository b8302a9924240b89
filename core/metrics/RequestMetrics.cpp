// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/RequestMetrics.h"

#include "metrics/TokenGaps.h"

namespace sagebench {
namespace {

std::optional<double> gapMs(Stamp from, Stamp to) {
    if (!from || !to) {
        return std::nullopt;
    }
    return toMs(*to - *from);
}

/// Only a streamed answer has one: a whole answer at once says nothing of its first token.
Stamp firstTokenOf(const RequestRecord& record) {
    return record.chunks.empty() ? Stamp() : record.firstToken;
}

Stamp endOfContent(const RequestRecord& record) {
    return record.chunks.empty() ? record.finished : Stamp(record.chunks.back().at);
}

std::optional<double> tpotMs(const RequestRecord& record) {
    const auto decode = gapMs(firstTokenOf(record), endOfContent(record));
    const auto tokens = record.outputTokens.value_or(0);
    if (!decode || tokens < 2) {
        return std::nullopt;
    }
    return *decode / (tokens - 1);
}

}  // namespace

RequestMetrics requestMetrics(const RequestRecord& record) {
    RequestMetrics m;
    m.ttftMs = gapMs(record.sent, firstTokenOf(record));
    m.ttftScheduledMs = gapMs(record.scheduled, firstTokenOf(record));
    m.e2elMs = gapMs(record.sent, endOfContent(record));
    m.e2elScheduledMs = gapMs(record.scheduled, endOfContent(record));
    m.tpotMs = tpotMs(record);
    m.sendLagMs = gapMs(record.scheduled, record.sent);
    const auto tokens = record.outputTokens.value_or(0);
    if (m.e2elMs && tokens > 0) {
        m.tpotInclFirstMs = *m.e2elMs / tokens;
    }
    if (m.e2elMs && *m.e2elMs > 0 && record.outputTokens) {
        m.throughputTps = tokens / (*m.e2elMs / 1000);
    }
    return m;
}

std::optional<double> tbtMs(const RequestRecord& record) {
    const std::uint64_t gaps = itlSampleCount(record);
    if (gaps == 0) {
        return std::nullopt;
    }
    return toMs(record.chunks.back().at - record.chunks.front().at) / static_cast<double>(gaps);
}

}  // namespace sagebench
