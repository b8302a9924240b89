// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/ChartScale.h"

#include <fmt/format.h>

#include <cmath>

namespace sagebench {
namespace {

constexpr double kTicks = 6;

/// 1, 2 or 5 times a power of ten.
double roundStep(double length) {
    const double rough = length / kTicks;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    const double digits = rough / power;
    return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
}

}  // namespace

ChartScale chartScale(double least, double most, double start, double end) {
    const double top = most > 0 ? most : 1;
    const double bottom = least > top / 2 && least < top ? least : 0;
    const double step = roundStep(top - bottom);
    ChartScale scale{.from = std::floor(bottom / step) * step, .start = start, .end = end};
    const int steps = static_cast<int>(std::ceil((top - scale.from) / step - 1e-9));
    scale.to = scale.from + step * steps;
    for (int i = 0; i <= steps; ++i) {
        scale.ticks.push_back(scale.from + step * i);
        scale.tickTexts.push_back(fmt::format("{:.6g}", scale.ticks.back()));
    }
    return scale;
}

}  // namespace sagebench
