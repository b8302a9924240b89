// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string_view>

#include "record/IntervalExchange.h"
#include "record/LiveInterval.h"
#include "record/RequestRecord.h"

namespace sagebench {

enum class ContentKind : std::uint8_t { Text, Reasoning, ToolCall };

/// Stamps one request on its worker's thread: the hot path. No lock, no formatting; it allocates
/// only where an answer has more chunks than it was asked for tokens, or texts are kept.
class RequestRecorder {
  public:
    /// Both must outlive the recorder. `keepText` as the plan says.
    RequestRecorder(RequestRecord& record, IntervalExchange<LiveInterval>& live, bool keepText)
        : record_(record), live_(live), keepText_(keepText) {
        record_.chunks.reserve(static_cast<std::size_t>(record_.outputTokensAsked.value_or(0)) + 2);
    }

    RequestRecord& record() { return record_; }
    const RequestRecord& record() const { return record_; }

    /// While it lives, what is stamped of one read is counted in one go.
    IntervalExchange<LiveInterval>::WriteScope readScope() { return live_.write(); }

    void connected(Nanos at) { keepFirst(record_.connected, at); }
    /// Only the first counts: a request sent once more keeps its first `sent`.
    void sent(Nanos at) {
        if (!record_.sent) {
            record_.sent = at;
            ++live_.write()->sent;
        }
    }
    void written(Nanos at) { keepFirst(record_.written, at); }
    void firstByte(Nanos at) { keepFirst(record_.firstByte, at); }

    /// A chunk with non-empty generated content; `tokens` 0 where the server does not say.
    void chunk(Nanos at, unsigned tokens, ContentKind kind) {
        const Stamp previous = record_.chunks.empty() ? Stamp() : Stamp(record_.chunks.back().at);
        record_.chunks.append(at, tokens);
        keepFirst(record_.firstToken, at);
        content(at, kind);
        countLive(previous, at, std::max(tokens, 1u));
    }
    /// More content of the chunk before, of another kind perhaps.
    void content(Nanos at, ContentKind kind) {
        if (kind != ContentKind::Reasoning) {
            keepFirst(record_.firstOutputToken, at);
        }
    }
    /// The chunk's text; call where keepsText().
    void text(std::string_view text) { record_.text += text; }
    bool keepsText() const { return keepText_; }

  private:
    static void keepFirst(Stamp& stamp, Nanos at) {
        if (!stamp) {
            stamp = at;
        }
    }
    void countLive(Stamp previous, Nanos at, unsigned tokens) {
        const auto live = live_.write();  // within readScope() next to nothing
        ++live->chunks;
        live->outputTokens += tokens;
        if (previous) {
            live->itl.add(at - *previous);
        } else if (record_.sent) {
            live->ttft.add(at - *record_.sent);
        }
    }

    RequestRecord& record_;
    IntervalExchange<LiveInterval>& live_;
    bool keepText_;
};

}  // namespace sagebench
