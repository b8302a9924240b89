// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/ValidityMark.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "campaign/SvgText.h"

namespace sagebench::svg {

std::string validityMark(double x, double y, std::string_view told) {
    // Red that is read on white, on black and on the dot.
    return fmt::format(
        "<path d=\"M{0:.1f} {1:.1f}L{2:.1f} {3:.1f}M{0:.1f} {3:.1f}L{2:.1f} {1:.1f}\" "
        "fill=\"none\" stroke=\"#e5484d\" stroke-width=\"2.5\"><title>{4}</title></path>\n",
        x - kMarkReach, y - kMarkReach, x + kMarkReach, y + kMarkReach, escaped(told));
}

std::string validityLegend(double x, double y, const std::set<std::string>& verdicts) {
    if (verdicts.empty()) {
        return {};
    }
    const std::string told = fmt::format("run is not valid: {}", fmt::join(verdicts, ", "));
    return validityMark(x + kMarkReach, y - 4.5, told) +
           fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", x + 2 * kMarkReach + 8, y,
                       escaped(told));
}

}  // namespace sagebench::svg
