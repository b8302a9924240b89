// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/Result.h"

namespace sagebench::app {

/// All of `text`, flushed. Errors (Io): stdout is closed or its disk is full.
Result<void> writeStdout(std::string_view text);

/// One line on stderr.
void printLine(std::string_view line);
/// "error: …" and "warning: …" on stderr.
void printError(std::string_view message);
void printWarning(std::string_view message);

}  // namespace sagebench::app
