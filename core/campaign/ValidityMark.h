// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

/// How a chart marks a run that is not valid.
namespace sagebench::svg {

/// Half of its width.
inline constexpr double kMarkReach = 7;

/// A cross over the dot of a run; `told` is its tooltip.
std::string validityMark(double x, double y, std::string_view told);

/// The mark, and behind it "run is not valid: client_limited, machine_busy"; y: of the text. Empty
/// without verdicts.
std::string validityLegend(double x, double y, const std::set<std::string>& verdicts);

}  // namespace sagebench::svg
