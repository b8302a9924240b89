// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/Time.h"

namespace sagebench::app {

enum class Colour { None, Bold, Dim, Red, Green, Yellow, Cyan };

/// `text` in a colour of the terminal's own palette; as it is where `enabled` is false.
std::string painted(std::string_view text, Colour colour, bool enabled);

/// Columns that `text` takes, without its colours; for text without characters of double width.
int columnsOf(std::string_view text);

/// At most `columns` wide, the end cut off. For text without escape sequences.
std::string clipped(std::string_view text, int columns);

/// Three digits that matter: "0.42 ms", "12.6 ms", "248 ms", "1.25 s"; absent: "n/a".
std::string latencyText(std::optional<double> ms);
/// "198 tok/s", "9.5 tok/s".
std::string tokenRateText(std::optional<double> tokensPerSecond);
/// How long something takes, in words for a person: "0.4 s", "12 s", "3 min 20 s", "2 h 5 min".
std::string spanText(Nanos span);

}  // namespace sagebench::app
