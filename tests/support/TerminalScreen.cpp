// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TerminalScreen.h"

#include <algorithm>
#include <cstdlib>

namespace sagebench::test {
namespace {

std::size_t lengthOfCharacter(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

TerminalScreen::Line& TerminalScreen::line() {
    lines_.resize(std::max(lines_.size(), row_ + 1));
    return lines_[row_];
}

void TerminalScreen::put(std::string_view character) {
    if (column_ == static_cast<std::size_t>(columns_)) {
        ++row_;
        column_ = 0;
    }
    Line& cells = line();
    cells.resize(std::max(cells.size(), column_ + 1), " ");
    cells[column_++] = character;
}

void TerminalScreen::eraseToEndOfLine() {
    line().resize(std::min(line().size(), column_));
}

/// `bytes` starts with ESC; returns how long the sequence is.
std::size_t TerminalScreen::control(std::string_view bytes) {
    const std::size_t end = bytes.find_first_not_of("0123456789;?", 2);
    if (bytes.size() < 3 || bytes[1] != '[' || end == std::string_view::npos) {
        unknown_ += bytes.substr(0, 2);
        return 2;
    }
    const std::string number(bytes.substr(2, end - 2));
    switch (bytes[end]) {
        case 'm':
            break;
        case 'A':
            row_ -= std::min(row_, static_cast<std::size_t>(std::atoi(number.c_str())));
            break;
        case 'K':
            eraseToEndOfLine();
            break;
        case 'J':
            eraseToEndOfLine();
            lines_.resize(row_ + 1);
            break;
        default:
            unknown_ += bytes.substr(1, end);
    }
    return end + 1;
}

void TerminalScreen::write(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        std::size_t length = lengthOfCharacter(bytes[i]);
        if (bytes[i] == '\x1b') {
            length = control(bytes.substr(i));
        } else if (bytes[i] == '\n') {
            ++row_;
            line();
        } else if (bytes[i] == '\r') {
            column_ = 0;
        } else {
            put(bytes.substr(i, length));
        }
        i += length;
    }
}

std::string TerminalScreen::text() const {
    std::string all;
    for (const Line& cells : lines_) {
        std::string text;
        for (const std::string& cell : cells) {
            text += cell;
        }
        all += text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
    }
    return all.substr(0, all.find_last_not_of('\n') + 1);
}

std::string screenAfter(std::string_view bytes, int columns) {
    TerminalScreen screen(columns);
    screen.write(bytes);
    return screen.text();
}

}  // namespace sagebench::test
