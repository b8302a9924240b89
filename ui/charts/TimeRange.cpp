// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimeRange.h"

#include <algorithm>

namespace sagebench::ui {

TimeRange ordered(double a, double b) {
    return {std::min(a, b), std::max(a, b)};
}

TimeRange zoomed(TimeRange range, double factor, double anchor) {
    return {anchor - (anchor - range.from) * factor, anchor + (range.to - anchor) * factor};
}

TimeRange panned(TimeRange range, double part) {
    const double by = range.span() * part;
    return {range.from + by, range.to + by};
}

TimeRange within(TimeRange range, TimeRange limits, double shortest) {
    if (range.span() < shortest) {
        const double middle = (range.from + range.to) / 2;
        range = {middle - shortest / 2, middle + shortest / 2};
    }
    if (range.span() >= limits.span()) {
        return limits;
    }
    const double span = range.span();
    if (range.from < limits.from) {
        return {limits.from, limits.from + span};
    }
    return range.to > limits.to ? TimeRange{limits.to - span, limits.to} : range;
}

double TimePlot::secondsAt(double x) const {
    return area.width() > 0 ? range.from + (x - area.left()) / area.width() * range.span()
                            : range.from;
}

double TimePlot::xAt(double seconds) const {
    return range.span() > 0 ? area.left() + (seconds - range.from) / range.span() * area.width()
                            : area.left();
}

}  // namespace sagebench::ui
