// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/AxisSteps.h"

#include <algorithm>
#include <cmath>

namespace sagebench::ui {
namespace {

// So that 0.3 / 0.1 is 3 steps, not 4.
constexpr double kSlack = 1e-9;
// Nobody draws more: a range that can't be is not worth the memory.
constexpr double kMostTicks = 10'000;

double roundedUp(double value, double step) {
    return std::ceil(value / step - kSlack) * step;
}

std::vector<double> decadeTicks(double from, double to, const std::vector<double>& parts) {
    std::vector<double> ticks;
    for (int power = static_cast<int>(std::floor(std::log10(from)));
         std::pow(10.0, power) <= to * (1 + kSlack); ++power) {
        for (const double part : parts) {
            const double tick = part * std::pow(10.0, power);
            if (tick >= from * (1 - kSlack) && tick <= to * (1 + kSlack)) {
                ticks.push_back(tick);
            }
        }
    }
    return ticks;
}

}  // namespace

double niceStep(double atLeast) {
    if (!(atLeast > 0) || !std::isfinite(atLeast)) {
        return 1;
    }
    const double power = std::pow(10.0, std::floor(std::log10(atLeast)));
    for (const double part : {1.0, 2.0, 5.0}) {
        if (part * power >= atLeast * (1 - kSlack)) {
            return part * power;
        }
    }
    return 10 * power;
}

double niceMaximum(double needed, int steps) {
    return needed > 0 && std::isfinite(needed) ? roundedUp(needed, niceStep(needed / steps)) : 1;
}

double steadyMaximum(double shown, double needed) {
    const double nice = niceMaximum(needed);
    return nice > shown || needed < shown * 0.4 ? nice : shown;
}

double followedEnd(double length) {
    return length > 1 ? niceMaximum(length, 10) : 1;
}

int decimalsOf(double step) {
    return step > 0 ? std::max(0, static_cast<int>(std::ceil(-std::log10(step) - kSlack))) : 0;
}

std::vector<double> ticksIn(double from, double to, double step) {
    std::vector<double> ticks;
    if (!(step > 0) || !((to - from) / step < kMostTicks)) {
        return ticks;
    }
    for (double i = std::ceil(from / step - kSlack); i * step <= to + step * kSlack; ++i) {
        ticks.push_back(i * step);
    }
    return ticks;
}

std::vector<double> logTicks(double from, double to, int most) {
    if (!(from > 0) || !(to >= from) || !std::isfinite(to)) {
        return {};
    }
    std::vector<double> ticks = decadeTicks(from, to, {1, 2, 5});
    if (static_cast<int>(ticks.size()) > most) {
        ticks = decadeTicks(from, to, {1});
    }
    return ticks.size() >= 2 ? ticks : ticksIn(from, to, niceStep((to - from) / 4));
}

}  // namespace sagebench::ui
