// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/Knee.h"

#include <algorithm>
#include <cmath>

namespace sagebench {
namespace {

constexpr double kLeastHeight = 0.05;

struct Extent {
    double from, to;
    double length() const { return to - from; }
    double scaled(double value) const { return (value - from) / length(); }
};

Extent extentOf(std::span<const LoadPoint> points, double LoadPoint::*member) {
    const auto [least, most] = std::ranges::minmax_element(points, {}, member);
    return {(*least).*member, (*most).*member};
}

}  // namespace

std::optional<std::size_t> kneeOf(std::span<const LoadPoint> byLoad) {
    if (byLoad.size() < 3) {
        return std::nullopt;
    }
    const Extent x = extentOf(byLoad, &LoadPoint::userTps);
    const Extent y = extentOf(byLoad, &LoadPoint::systemTps);
    if (x.length() <= 0 || y.length() <= 0) {
        return std::nullopt;
    }
    const auto at = [&](const LoadPoint& p) {
        return LoadPoint{x.scaled(p.userTps), y.scaled(p.systemTps)};
    };
    const LoadPoint first = at(byLoad.front()), last = at(byLoad.back());
    const double dx = last.userTps - first.userTps, dy = last.systemTps - first.systemTps;
    const double length = std::hypot(dx, dy);
    std::optional<std::size_t> knee;
    double highest = kLeastHeight;
    for (std::size_t i = 1; length > 0 && i + 1 < byLoad.size(); ++i) {
        const LoadPoint p = at(byLoad[i]);
        // Towards more of both, whichever way the line runs.
        const double cross =
            dy * (p.userTps - first.userTps) - dx * (p.systemTps - first.systemTps);
        const double height = (dx <= 0 ? cross : -cross) / length;
        if (height > highest) {
            highest = height;
            knee = i;
        }
    }
    return knee;
}

}  // namespace sagebench
