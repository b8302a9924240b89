// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "backend/openai/StreamEvent.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// What the server tells of one answer beside its content, gathered over its events: the last word
/// holds. No allocation once it has seen the like.
class AnswerFacts {
  public:
    void reset();
    void add(const StreamEvent& event);
    bool hasFinishReason() const { return !finishReason_.empty(); }
    /// Fills in usage, timings and finish reason. Where the server told no usage, a `streamed`
    /// answer's tokens are its chunks.
    void writeTo(RequestRecord& record, bool streamed) const;

  private:
    std::string finishReason_;
    std::optional<std::int32_t> promptTokens_;
    std::optional<std::int32_t> cachedTokens_;
    std::optional<std::int32_t> completionTokens_;
    ServerTimings timings_;
};

}  // namespace sagebench
