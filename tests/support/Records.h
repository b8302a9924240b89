// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "record/RequestRecord.h"

namespace sagebench::test {

/// A request as a test writes it down: times in ms since t0.
struct Story {
    std::optional<double> scheduledMs = 0;
    std::optional<double> sentMs = 0;
    std::vector<double> chunksMs{};
    std::vector<unsigned> chunkTokens{};  ///< empty: unknown
    std::optional<double> finishedMs{};   ///< absent: with the last chunk
    std::optional<int> promptAsked{}, prompt{}, cached{}, outputAsked{}, output{};
    TokenCountBasis basis = TokenCountBasis::Usage;
};

inline Nanos ms(double value) {
    return Nanos(std::llround(value * 1e6));
}

inline Stamp stampAt(std::optional<double> value) {
    return value ? Stamp(ms(*value)) : Stamp();
}

inline RequestRecord okRecord(const Story& story, std::uint64_t index = 0) {
    RequestRecord record;
    record.index = index;
    record.scheduled = stampAt(story.scheduledMs);
    record.sent = stampAt(story.sentMs);
    for (std::size_t i = 0; i < story.chunksMs.size(); ++i) {
        record.chunks.append(ms(story.chunksMs[i]),
                             story.chunkTokens.empty() ? 0 : story.chunkTokens.at(i));
    }
    if (!story.chunksMs.empty()) {
        record.firstToken = record.firstOutputToken = ms(story.chunksMs.front());
        record.finished = ms(story.chunksMs.back());
    }
    if (story.finishedMs) {
        record.finished = ms(*story.finishedMs);
    }
    record.promptTokensAsked = story.promptAsked;
    record.promptTokens = story.prompt;
    record.cachedTokens = story.cached;
    record.outputTokensAsked = story.outputAsked;
    record.outputTokens = story.output;
    record.tokenCountBasis = story.basis;
    return record;
}

inline RequestRecord failedRecord(const Story& story, ErrorCategory category, std::string message,
                                  std::uint64_t index = 0) {
    RequestRecord record = okRecord(story, index);
    record.outcome = Outcome::Failed;
    record.errorCategory = category;
    record.errorMessage = std::move(message);
    return record;
}

inline RequestRecord cancelledRecord(const Story& story, std::uint64_t index = 0) {
    RequestRecord record = okRecord(story, index);
    record.outcome = Outcome::Cancelled;
    record.errorCategory = ErrorCategory::Cancelled;
    return record;
}

}  // namespace sagebench::test
