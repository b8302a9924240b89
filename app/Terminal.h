// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>

namespace sagebench::app {

/// Width taken where output goes to no terminal, in columns.
inline constexpr int kDefaultWidth = 100;

/// What can be shown on a stream.
struct Terminal {
    bool isTerminal = false;
    bool plain = true;  ///< no escape sequences: not a terminal, NO_COLOR, or TERM=dumb
    bool unicode = false;
    int width = kDefaultWidth;
};

/// stdout or stderr, as it is now: its width may change while the program runs.
Terminal terminalOf(std::FILE* stream);

/// https://no-color.org: NO_COLOR counts when it is set and not empty. Null: not set.
bool isPlain(bool isTerminal, const char* noColor, const char* term);

/// Whether a locale of these names ("en_GB.UTF-8") shows more than ASCII; the first that is set
/// counts.
bool isUnicode(const char* lcAll, const char* lcCtype, const char* lang);

}  // namespace sagebench::app
