// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sagebench::svg {

/// Grey that is read on white and on black.
inline constexpr std::string_view kInk = "#747c85";

/// The opening tag of a drawing, with fonts and the ink.
std::string begin(double width, double height);
/// A text as it is, whatever it holds.
std::string escaped(std::string_view text);

}  // namespace sagebench::svg
