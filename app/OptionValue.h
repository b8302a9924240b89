// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "Commands.h"
#include "base/Result.h"

namespace sagebench::app {

// The text after an option, as a value. Errors (Usage) say what was expected; the caller names the
// option.

Result<int> wholeNumber(std::string_view text, int min);
Result<std::uint64_t> seedValue(std::string_view text);
/// A number from 1, or "all".
Result<Concurrency> concurrencyValue(std::string_view text);
/// Seconds, or a number with ms, s, m, h or d: "30", "1.5", "500ms", "10m". Above zero, at most a
/// week.
Result<Nanos> durationValue(std::string_view text);
/// "key=value"; the value may be empty or hold more '='.
Result<std::pair<std::string, std::string>> keyValue(std::string_view text);
/// Comma list of markdown, csv, vllm, in that order and each once.
Result<std::vector<std::string>> exportList(std::string_view text);
Result<ReportFormat> reportFormat(std::string_view text);
/// Comma list of selectors. One that names a file (ends in .json or holds a '/') is taken whole.
std::vector<std::string> workloadSelectors(std::string_view text);
/// Not empty, for names and paths.
Result<std::string> nonEmpty(std::string_view text);

}  // namespace sagebench::app
