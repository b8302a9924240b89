// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/PlainText.h"

#include <algorithm>

#include "report/JsonText.h"

namespace sagebench::text {
namespace {

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Bytes of the first `columns` characters.
std::size_t bytesOf(std::string_view utf8, std::size_t columns) {
    std::size_t at = 0;
    for (std::size_t seen = 0; at < utf8.size(); ++at) {
        if (!isContinuation(utf8[at]) && seen++ == columns) {
            break;
        }
    }
    return at;
}

/// Bytes of the control character (C0, DEL, C1) or line separator (U+2028, U+2029) at the start; 0:
/// none.
std::size_t controlLength(std::string_view utf8) {
    const auto byte = [&](std::size_t i) {
        return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : 0u;
    };
    if (byte(0) < 0x20 || byte(0) == 0x7F) {
        return 1;
    }
    if (byte(0) == 0xC2 && byte(1) < 0xA0) {
        return 2;
    }
    return byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0;
}

}  // namespace

std::string printable(std::string_view text) {
    const std::string utf8 = validUtf8(text);
    std::string out;
    for (std::size_t i = 0; i < utf8.size();) {
        const std::size_t control = controlLength(std::string_view(utf8).substr(i));
        out += control > 0 ? ' ' : utf8[i];
        i += std::max<std::size_t>(control, 1);
    }
    return out;
}

std::size_t width(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return !isContinuation(c); }));
}

std::string paddedLeft(std::string_view text, std::size_t columns) {
    return std::string(columns - std::min(columns, width(text)), ' ').append(text);
}

std::string paddedRight(std::string_view text, std::size_t columns) {
    return std::string(text).append(columns - std::min(columns, width(text)), ' ');
}

std::string shortened(std::string_view text, std::size_t columns, std::string_view ellipsis) {
    if (width(text) <= columns) {
        return std::string(text);
    }
    const std::size_t kept = columns - std::min(columns, width(ellipsis));
    return std::string(text.substr(0, bytesOf(text, kept))).append(ellipsis);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min({text.find(' '), text.size(), bytesOf(text, columns)});
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(end);
        if (text.starts_with(' ')) {
            text.remove_prefix(1);
        }
        if (lines.empty() || width(lines.back()) + 1 + width(word) > columns) {
            lines.emplace_back(word);
        } else {
            lines.back().append(" ").append(word);
        }
    }
    return lines;
}

}  // namespace sagebench::text
