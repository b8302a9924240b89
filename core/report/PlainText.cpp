// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/PlainText.h"

#include <QString>
#include <algorithm>

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

}  // namespace

std::string printable(std::string_view text) {
    QString line = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (QChar& c : line) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
            c == QChar::ParagraphSeparator) {
            c = QLatin1Char(' ');
        }
    }
    return line.toStdString();
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
        const auto end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (lines.empty() || width(lines.back()) + 1 + width(word) > columns) {
            lines.emplace_back(word);
        } else {
            lines.back().append(" ").append(word);
        }
    }
    return lines;
}

}  // namespace sagebench::text
