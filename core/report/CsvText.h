// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// CSV as RFC 4180 has it.
namespace sagebench::csv {

inline constexpr const char* kLineEnd = "\r\n";

/// In quotes where it must be.
std::string quoted(const std::string& text);
std::string line(const std::vector<std::string>& cells);

}  // namespace sagebench::csv
