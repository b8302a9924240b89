// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

namespace sagebench::ui {

/// Seconds since the axis' zero.
struct TimeRange {
    double from = 0;
    double to = 0;

    double span() const { return to - from; }
    bool contains(double seconds) const { return seconds >= from && seconds <= to; }
    bool operator==(const TimeRange&) const = default;
};

/// Pure functions of ranges.
TimeRange ordered(double a, double b);
/// `factor` below 1 shows less; the moment `anchor` stays where it is.
TimeRange zoomed(TimeRange range, double factor, double anchor);
/// Moved by a part of its span; negative: to the left.
TimeRange panned(TimeRange range, double part);
/// Not shorter than `shortest` and inside `limits`: moved where that is enough, else cut.
TimeRange within(TimeRange range, TimeRange limits, double shortest);

/// Where a range lies on the screen.
struct TimePlot {
    QRectF area;
    TimeRange range;

    double secondsAt(double x) const;
    double xAt(double seconds) const;
};

}  // namespace sagebench::ui
