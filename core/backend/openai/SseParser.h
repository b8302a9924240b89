// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sagebench {

/// Valid until the parser's next call and the end of the bytes it was given.
struct SseEvent {
    std::string_view type;  ///< empty: not named
    std::string_view data;
    /// All its bytes, where it is "data: " with the data and an empty line, whole within the bytes
    /// given; else empty.
    std::string_view whole;
};

/// Server-Sent Events as their bytes come in, split anywhere (HTML standard, 9.2.6). Lines end in
/// LF, CR or CRLF. An event that lies whole within the bytes given is not copied. A field named
/// "error", which some servers use in place of "data", gives an event of type "error".
class SseParser {
  public:
    explicit SseParser(std::size_t maxEvent = 64u << 20) : maxEvent_(maxEvent) {}

    void reset();
    /// Takes bytes off the front of `input` up to the end of the next event; nullopt when all was
    /// taken or an event is too long.
    std::optional<SseEvent> next(std::string_view& input);
    /// The next byte is the first of an event, and not of a stream.
    bool betweenEvents() const {
        return betweenLines() && !firstLine_ && !hasData_ && type_.empty();
    }
    bool tooLong() const { return tooLong_; }
    std::size_t maxEvent() const { return maxEvent_; }

  private:
    bool betweenLines() const { return line_.empty() && !skipLf_ && !tooLong_; }
    std::optional<SseEvent> takeUsualEvent(std::string_view& input);
    std::optional<std::string_view> takeLine(std::string_view& input);
    void keepLine(std::string_view start);
    void keepData();
    void onField(std::string_view line);
    void onData(std::string_view value);
    void forgetEvent();

    std::size_t maxEvent_;
    std::string line_;  ///< start of a line that goes on in the next bytes
    std::string type_;
    std::string data_;       ///< data that could not stay where it was
    std::string_view view_;  ///< else: a single data line, in the bytes given
    bool hasData_ = false;
    bool handedOut_ = false;  ///< the event was returned and may be forgotten
    bool lineTaken_ = false;  ///< so may line_
    bool skipLf_ = false;     ///< the last byte seen was the CR of a line's end
    bool firstLine_ = true;
    bool tooLong_ = false;
};

}  // namespace sagebench
