// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "report/TableReport.h"

namespace sagebench {

enum class Tone { Normal, Bold, Good, Warning, Bad };

/// The text in its colour, where the style has colours.
std::string toned(std::string text, Tone tone, const TableStyle& style);

struct BoxCell {
    std::string text;
    Tone tone = Tone::Normal;
};

/// One column: its title, then a cell a row.
struct BoxColumn {
    std::string title;
    std::vector<BoxCell> cells;
    bool left = false;  ///< texts; numbers stand right
};

/// Boxed tables below each other, each with `first` and as many further columns as the width takes
/// (at least one). The first column stands left.
std::string boxTables(const BoxColumn& first, const std::vector<BoxColumn>& rest,
                      const TableStyle& style);

}  // namespace sagebench
