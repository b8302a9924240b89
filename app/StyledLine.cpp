// SPDX-License-Identifier: GPL-3.0-or-later
#include "StyledLine.h"

#include <algorithm>

namespace sagebench::app {
namespace {

constexpr Glyphs kUnicodeGlyphs = {"▸", "✓", "!", "✗", "━", "╸", "─", " · "};
constexpr Glyphs kAsciiGlyphs = {">", "+", "!", "x", "#", "", ".", " | "};

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

}  // namespace

const Glyphs& glyphsOf(const ProgressStyle& style) {
    return style.unicode ? kUnicodeGlyphs : kAsciiGlyphs;
}

int columnsOf(const std::vector<Piece>& pieces) {
    int columns = 0;
    for (const Piece& piece : pieces) {
        columns += columnsOf(piece.text);
    }
    return columns;
}

std::string joined(const std::vector<Piece>& pieces, const ProgressStyle& style) {
    std::string line;
    int left = style.width - 1;
    for (const Piece& piece : pieces) {
        const std::string text = clipped(piece.text, std::max(left, 0));
        left -= columnsOf(text);
        line += text.empty() ? "" : painted(text, piece.colour, style.colour);
    }
    return line;
}

std::vector<Piece> bar(double fraction, int columns, const ProgressStyle& style) {
    const Glyphs& glyphs = glyphsOf(style);
    const int halves = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 2 * columns);
    const bool withHalf = halves % 2 == 1 && !glyphs.half.empty();
    const int full = halves / 2;
    return {{repeated(glyphs.full, full) + std::string(withHalf ? glyphs.half : ""), Colour::Cyan},
            {repeated(glyphs.rest, columns - full - (withHalf ? 1 : 0)), Colour::Dim}};
}

}  // namespace sagebench::app
