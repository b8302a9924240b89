// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <optional>

#include "charts/TimeRange.h"
#include "charts/TimelineBars.h"
#include "style/ChartColors.h"

namespace sagebench::ui {

/// Where rows of the timeline stand: `part` of the bars, `rowHeight` pixels each, the first
/// `scrolled` pixels above the plot.
struct TimelineLayout {
    TimePlot plot;
    Nanos origin{};
    TimelineBars::Part part;
    double rowHeight = 0;
    double scrolled = 0;

    double top(std::size_t place) const;
    double contentHeight() const { return rowHeight * static_cast<double>(part.count); }
    bool isThin() const { return rowHeight < 1; }
    /// The bars that share the pixel row at y (one of them where rows are higher); count 0: none.
    TimelineBars::Part partAt(double y) const;
};

/// Three shades of a bar: waiting in the client, for the first token, and receiving.
struct BarShades {
    QColor due, waiting, receiving;
};
BarShades barShades(const TimelineBar& bar, const ChartColors& colors);

void paintTimelineAxes(QPainter& painter, const TimelineLayout& layout, const TimelineBars& bars,
                       const ChartColors& colors);
/// Only what is seen; where rows are thinner than a pixel, the longest bar of each pixel row.
void paintBars(QPainter& painter, const TimelineLayout& layout, const TimelineBars& bars,
               const ChartColors& colors);
void paintHighlight(QPainter& painter, const TimelineLayout& layout, const TimelineBars& bars,
                    std::size_t place, const ChartColors& colors);

}  // namespace sagebench::ui
