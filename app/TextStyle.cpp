// SPDX-License-Identifier: GPL-3.0-or-later
#include "TextStyle.h"

#include <fmt/format.h>

#include <cmath>

namespace sagebench::app {
namespace {

std::string_view codeOf(Colour colour) {
    switch (colour) {
        case Colour::None:
            return "";
        case Colour::Bold:
            return "\x1b[1m";
        case Colour::Dim:
            return "\x1b[2m";
        case Colour::Red:
            return "\x1b[31m";
        case Colour::Green:
            return "\x1b[32m";
        case Colour::Yellow:
            return "\x1b[33m";
        case Colour::Cyan:
            return "\x1b[36m";
    }
    return "";
}

std::string threeDigits(double value) {
    return fmt::format("{:.{}f}", value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

bool continuesCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

std::string painted(std::string_view text, Colour colour, bool enabled) {
    if (!enabled || colour == Colour::None) {
        return std::string(text);
    }
    return fmt::format("{}{}\x1b[0m", codeOf(colour), text);
}

int columnsOf(std::string_view text) {
    int columns = 0;
    bool inEscape = false;
    for (const char c : text) {
        inEscape = inEscape || c == '\x1b';
        columns += !inEscape && !continuesCharacter(c);
        inEscape = inEscape && c != 'm';
    }
    return columns;
}

std::string clipped(std::string_view text, int columns) {
    std::size_t end = 0;
    for (int left = columns; end < text.size(); ++end) {
        if (!continuesCharacter(text[end]) && left-- <= 0) {
            break;
        }
    }
    return std::string(text.substr(0, end));
}

std::string latencyText(std::optional<double> ms) {
    if (!ms) {
        return "n/a";
    }
    return *ms < 999.5 ? threeDigits(*ms) + " ms" : threeDigits(*ms / 1000) + " s";
}

std::string tokenRateText(std::optional<double> tokensPerSecond) {
    if (!tokensPerSecond) {
        return "n/a tok/s";
    }
    return fmt::format("{:.{}f} tok/s", *tokensPerSecond, *tokensPerSecond < 99.95 ? 1 : 0);
}

std::string spanText(Nanos span) {
    const double seconds = toSeconds(span);
    const auto whole = std::llround(seconds);
    if (seconds < 9.95) {
        return fmt::format("{:.1f} s", seconds);
    }
    if (whole < 60) {
        return fmt::format("{} s", whole);
    }
    if (whole < 3600) {
        return fmt::format("{} min {} s", whole / 60, whole % 60);
    }
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace sagebench::app
