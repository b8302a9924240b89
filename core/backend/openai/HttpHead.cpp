// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/HttpHead.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "backend/openai/ErrorText.h"
#include "base/AsciiCase.h"

namespace sagebench {
namespace {

using Parsed = tl::expected<void, std::string>;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Takes what stands before the next separator off `text`.
std::string_view takeUntil(std::string_view& text, char separator) {
    const auto end = std::min(text.find(separator), text.size());
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return trimmed(taken);
}

tl::unexpected<std::string> malformed(std::string_view what, std::string_view text) {
    return tl::unexpected(fmt::format("{}: \"{}\"", what, cleanText(text, 60)));
}

Parsed readStatusLine(HttpHead& head, std::string_view line) {
    const bool known = line.starts_with("HTTP/1.1 ") || line.starts_with("HTTP/1.0 ");
    const auto* const digits = line.data() + 9;
    if (!known || line.size() < 12 || (line.size() > 12 && line[12] != ' ') ||
        std::from_chars(digits, digits + 3, head.status).ptr != digits + 3 || head.status < 100) {
        return malformed("the answer does not begin with an HTTP/1.x status line", line);
    }
    head.keepAlive = line[7] == '1';
    return {};
}

Parsed readLength(HttpHead& head, std::string_view value) {
    std::uint64_t length = 0;
    const auto* const end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, length);
    if (value.empty() || error != std::errc() || stop != end) {
        return malformed("the answer's Content-Length is not a number", value);
    }
    if (head.contentLength && *head.contentLength != length) {
        return malformed("the answer has two different Content-Lengths", value);
    }
    head.contentLength = length;
    return {};
}

Parsed readTransferEncoding(HttpHead& head, std::string_view value) {
    const std::string coding = asciiLowered(value);
    if (coding != "chunked" && coding != "identity") {
        return malformed("the answer's Transfer-Encoding is not known", value);
    }
    head.chunked = head.chunked || coding == "chunked";
    return {};
}

void readConnection(HttpHead& head, std::string_view value) {
    while (!value.empty()) {
        const std::string token = asciiLowered(takeUntil(value, ','));
        if (token == "close") {
            head.keepAlive = false;
        } else if (token == "keep-alive") {
            head.keepAlive = true;
        }
    }
}

Parsed readField(HttpHead& head, std::string_view line) {
    if (line.find(':') == std::string_view::npos) {
        return malformed("the answer's head has a line that is no field", line);
    }
    const std::string name = asciiLowered(takeUntil(line, ':'));
    std::string_view value = trimmed(line);
    if (name == "content-length") {
        return readLength(head, value);
    }
    if (name == "transfer-encoding") {
        return readTransferEncoding(head, value);
    }
    if (name == "connection") {
        readConnection(head, value);
    } else if (name == "content-type") {
        head.contentType = asciiLowered(takeUntil(value, ';'));
    } else if (name == "content-encoding") {
        head.contentEncoding = asciiLowered(value) == "identity" ? "" : asciiLowered(value);
    } else if (name == "location") {
        head.location = value;
    }
    return {};
}

}  // namespace

tl::expected<HttpHead, std::string> parseHttpHead(std::string_view text) {
    HttpHead head;
    Parsed parsed = readStatusLine(head, takeUntil(text, '\n'));
    while (parsed && !text.empty()) {
        const bool folded = text.front() == ' ' || text.front() == '\t';
        const std::string_view line = takeUntil(text, '\n');
        if (!line.empty() && !folded) {
            parsed = readField(head, line);
        }
    }
    if (!parsed) {
        return tl::unexpected(parsed.error());
    }
    return head;
}

}  // namespace sagebench
