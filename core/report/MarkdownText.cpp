// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/MarkdownText.h"

#include <fmt/format.h>

#include "report/PlainText.h"

namespace sagebench::markdown {
namespace {

constexpr std::string_view kMarkup = "\\`*[]<>|&~$";

bool isWordByte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z');
}

/// An underscore inside of a word is no markup ("short_input").
bool isMarkup(std::string_view text, std::size_t i) {
    if (text[i] == '_') {
        return i == 0 || i + 1 == text.size() || !isWordByte(text[i - 1]) ||
               !isWordByte(text[i + 1]);
    }
    return kMarkup.find(text[i]) != std::string_view::npos;
}

std::size_t longestRun(std::string_view text, char wanted) {
    std::size_t longest = 0, run = 0;
    for (const char c : text) {
        run = c == wanted ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

}  // namespace

std::string plain(std::string_view text) {
    const std::string line = text::printable(text);
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (isMarkup(line, i)) {
            out += '\\';
        }
        out += line[i];
    }
    return out;
}

std::string codeCell(std::string_view text) {
    std::string inside;
    for (const char c : text::printable(text)) {
        inside += c == '|' ? "\\|" : std::string(1, c);
    }
    const std::string fence(longestRun(inside, '`') + 1, '`');
    const char* gap = fence.size() > 1 ? " " : "";
    return fmt::format("{0}{1}{2}{1}{0}", fence, gap, inside);
}

std::string block(std::string_view language, std::string_view text) {
    const std::string fence(std::max<std::size_t>(3, longestRun(text, '`') + 1), '`');
    return fmt::format("{0}{1}\n{2}\n{0}\n", fence, language, text);
}

std::string bullets(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) {
        out += "- " + line + '\n';
    }
    return out;
}

Table::Table(std::vector<std::string> header, Align rest) : rest_(rest), widths_(header.size(), 3) {
    row(std::move(header));
}

void Table::row(std::vector<std::string> cells) {
    cells.resize(widths_.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        widths_[i] = std::max(widths_[i], text::width(cells[i]));
    }
    rows_.push_back(std::move(cells));
}

bool Table::isRight(std::size_t column) const {
    const bool isWords = lastLeft_ && column + 1 == widths_.size();
    return column > 0 && rest_ == Align::Right && !isWords;
}

std::string Table::line(const std::vector<std::string>& cells) const {
    std::string out = "|";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const bool right = isRight(i);
        const bool padded = right || i + 1 < cells.size();
        out += ' ' + (right    ? text::paddedLeft(cells[i], widths_[i])
                      : padded ? text::paddedRight(cells[i], widths_[i])
                               : cells[i]);
        out += " |";
    }
    return out + '\n';
}

std::string Table::rule() const {
    std::string out = "|";
    for (std::size_t i = 0; i < widths_.size(); ++i) {
        const bool right = isRight(i);
        const std::size_t dashes = right ? widths_[i] - 1 : i == 0 ? widths_[i] : 3;
        out += ' ' + std::string(dashes, '-') + (right ? ": |" : " |");
    }
    return out + '\n';
}

std::string Table::toString() const {
    std::string out = line(rows_.front()) + rule();
    for (std::size_t i = 1; i < rows_.size(); ++i) {
        out += line(rows_[i]);
    }
    return out;
}

}  // namespace sagebench::markdown
