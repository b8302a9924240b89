// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Texts of servers and users, made fit for a terminal or a document.
namespace sagebench::text {

/// One line of valid UTF-8 without control characters: those become spaces, broken bytes U+FFFD.
std::string printable(std::string_view text);

/// Characters of an UTF-8 text (each counts as one column).
std::size_t width(std::string_view utf8);
std::string paddedLeft(std::string_view text, std::size_t columns);
std::string paddedRight(std::string_view text, std::size_t columns);
/// At most `columns` wide; what is cut off ends in `ellipsis`.
std::string shortened(std::string_view text, std::size_t columns, std::string_view ellipsis);
/// Broken at spaces into lines of at most `columns` (from 1); a longer word is broken too.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace sagebench::text
