// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPainter>
#include <optional>
#include <vector>

#include "charts/ChartText.h"
#include "charts/TimeRange.h"

namespace sagebench::ui {

/// What lies over every plot over time. Painting only; all in the painter's coordinates.

void paintSpan(QPainter& painter, const TimePlot& plot, TimeRange range, const ChartColors& colors);
void paintCursor(QPainter& painter, const TimePlot& plot, double seconds,
                 const ChartColors& colors);
/// A box beside the cursor, inside the plot: `heading`, then a line for each value.
void paintReadings(QPainter& painter, const TimePlot& plot, double seconds, const QString& heading,
                   const std::vector<Reading>& readings, const ChartColors& colors);
/// A quiet word instead of an empty plot.
void paintNothing(QPainter& painter, const QRectF& area, const QString& text,
                  const ChartColors& colors);

/// "at 12.34 s", with digits for a plot of this many seconds.
QString momentText(double seconds, double span);

}  // namespace sagebench::ui
