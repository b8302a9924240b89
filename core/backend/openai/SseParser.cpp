// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/SseParser.h"

#include <algorithm>
#include <utility>

namespace sagebench {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Two scans by memchr are much faster than one by byte. A CR before the LF is looked for in the
/// line alone, and JSON has none within it.
std::size_t lineEnd(std::string_view text) {
    const auto lf = text.find('\n');
    return std::min(lf, text.substr(0, lf).find('\r'));
}

constexpr std::string_view kData = "data: ";  // as nearly all lines begin

}  // namespace

void SseParser::reset() {
    line_.clear();
    forgetEvent();
    hasData_ = lineTaken_ = skipLf_ = tooLong_ = false;
    firstLine_ = true;
}

std::optional<SseEvent> SseParser::next(std::string_view& input) {
    if (handedOut_) {
        forgetEvent();
    }
    if (const auto event = takeUsualEvent(input)) {
        return event;
    }
    while (const auto line = takeLine(input)) {
        if (!line->empty()) {
            onField(*line);
        } else if (hasData_) {
            hasData_ = false;
            handedOut_ = true;
            return SseEvent{type_, view_.data() != nullptr ? view_ : std::string_view(data_), {}};
        } else {
            type_.clear();
        }
    }
    keepData();
    return std::nullopt;
}

/// A single data line and the empty line behind it, all of it at hand: leaves nothing to remember.
std::optional<SseEvent> SseParser::takeUsualEvent(std::string_view& input) {
    if (betweenLines() && !hasData_ && type_.empty() && input.starts_with(kData)) {
        const std::size_t end = lineEnd(input);
        if (end < input.size() - 1 && input[end] == '\n' && input[end + 1] == '\n') {
            const std::string_view whole = input.substr(0, end + 2);
            input.remove_prefix(end + 2);
            firstLine_ = false;
            return SseEvent{{}, whole.substr(kData.size(), end - kData.size()), whole};
        }
    }
    return std::nullopt;
}

void SseParser::forgetEvent() {
    type_.clear();
    data_.clear();
    view_ = {};
    handedOut_ = false;
}

std::optional<std::string_view> SseParser::takeLine(std::string_view& input) {
    if (std::exchange(lineTaken_, false)) {
        line_.clear();
    }
    if (skipLf_ && !input.empty()) {
        input.remove_prefix(input.front() == '\n' ? 1 : 0);
        skipLf_ = false;
    }
    const bool isEmpty = input.starts_with('\n') && !tooLong_;
    const std::size_t end = isEmpty ? 0 : tooLong_ ? std::string_view::npos : lineEnd(input);
    if (end == std::string_view::npos) {
        keepLine(std::exchange(input, {}));
        return std::nullopt;
    }
    std::string_view line = input.substr(0, end);
    skipLf_ = input[end] == '\r';
    input.remove_prefix(end + 1);
    if (!line_.empty()) {
        lineTaken_ = true;
        line = line_.append(line);
    }
    if (std::exchange(firstLine_, false) && line.starts_with(kByteOrderMark)) {
        line.remove_prefix(kByteOrderMark.size());
    }
    return line;
}

void SseParser::keepLine(std::string_view start) {
    tooLong_ = tooLong_ || line_.size() + data_.size() + start.size() > maxEvent_;
    if (!tooLong_) {
        line_.append(start);
    }
}

/// What `view_` points to is about to go.
void SseParser::keepData() {
    if (view_.data() != nullptr) {
        data_.assign(view_);
        view_ = {};
    }
}

void SseParser::onField(std::string_view line) {
    if (line.starts_with(kData)) {
        onData(line.substr(kData.size()));
        return;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    std::string_view value = line.substr(std::min(line.size(), name.size() + 1));
    value.remove_prefix(value.starts_with(' ') ? 1 : 0);
    if (name == "data") {
        onData(value);
    } else if (name == "event") {
        type_ = value;
    } else if (name == "error") {
        type_ = name;
        onData(value);
    }
}

void SseParser::onData(std::string_view value) {
    if (hasData_) {
        keepData();
        data_ += '\n';
        data_ += value;
        tooLong_ = tooLong_ || data_.size() > maxEvent_;
    } else if (lineTaken_) {
        data_ = value;
    } else {
        view_ = value;
    }
    hasData_ = true;
}

}  // namespace sagebench
