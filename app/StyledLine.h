// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "TerminalProgress.h"
#include "TextStyle.h"

namespace sagebench::app {

/// A part of a line in one colour.
struct Piece {
    std::string text;
    Colour colour = Colour::None;
};

int columnsOf(const std::vector<Piece>& pieces);

/// The pieces as one line, cut off before the last column.
std::string joined(const std::vector<Piece>& pieces, const ProgressStyle& style);

/// A bar of `columns`, filled up to `fraction` (0..1) in halves of a column.
std::vector<Piece> bar(double fraction, int columns, const ProgressStyle& style);

struct Glyphs {
    std::string_view current, ok, partly, failed, full, half, rest, separator;
};
const Glyphs& glyphsOf(const ProgressStyle& style);

}  // namespace sagebench::app
