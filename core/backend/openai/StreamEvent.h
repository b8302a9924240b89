// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "record/RequestRecorder.h"

namespace sagebench {

/// What llama-server tells of a request under "timings". NaN: not told.
struct ServerTimings {
    static constexpr std::array<std::string_view, 7> kNames = {
        "cache_n",      "prompt_n", "prompt_ms",       "predicted_n",
        "predicted_ms", "draft_n",  "draft_n_accepted"};
    static constexpr std::size_t kPredictedN = 3;
    static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

    bool present = false;
    std::array<double, kNames.size()> values{kUnknown, kUnknown, kUnknown, kUnknown,
                                             kUnknown, kUnknown, kUnknown};
};

/// What one event of a stream, or one whole answer, says. Views are valid until the next parse, and
/// no longer than the bytes that were parsed.
struct StreamEvent {
    bool isError = false;       ///< an error object in place of an answer
    bool hasChoices = false;    ///< a member "choices" was there, though it may be empty
    std::string_view text;      ///< generated text
    std::size_t textAt = 0;     ///< where its first byte, or escape, stands in what was parsed
    bool hasReasoning = false;  ///< non-empty reasoning text
    bool hasToolCall = false;   ///< a part of a tool call
    std::string_view finishReason;
    std::optional<std::int32_t> promptTokens;
    std::optional<std::int32_t> cachedTokens;
    std::optional<std::int32_t> completionTokens;
    ServerTimings timings;

    /// As new; what most events do not have is not written again.
    void reset() {
        isError = hasChoices = hasReasoning = hasToolCall = false;
        text = finishReason = {};
        promptTokens.reset();
        cachedTokens.reset();
        completionTokens.reset();
        if (timings.present) {
            timings = {};
        }
    }
    /// Generated content of some kind; a role alone or an empty text is none.
    bool hasContent() const { return !text.empty() || hasReasoning || hasToolCall; }
    /// As most events are.
    bool hasTextAlone() const {
        return !text.empty() && !isError && !hasReasoning && !hasToolCall && finishReason.empty() &&
               !promptTokens && !cachedTokens && !completionTokens && !timings.present;
    }
    /// Of what has content: text first.
    ContentKind kind() const {
        if (!text.empty()) {
            return ContentKind::Text;
        }
        return hasToolCall ? ContentKind::ToolCall : ContentKind::Reasoning;
    }
};

}  // namespace sagebench
