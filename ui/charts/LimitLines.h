// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <span>
#include <vector>

#include "charts/TimeRange.h"
#include "plan/Slo.h"
#include "style/ChartColors.h"

namespace sagebench::ui {

/// A limit of the plan where its latency is drawn.
struct LimitLine {
    double ms = 0;
    QString label;  ///< "SLO 200 ms", "SLO p95 300 ms"; with the metric where there may be others
    bool operator==(const LimitLine&) const = default;
};

/// Pure. The limits on these latencies, in the order of the plan.
std::vector<LimitLine> limitLines(const SloPlan& plan, std::span<const SloMetric> metrics);

/// How far an axis goes that shows latencies up to `most`: a limit up to twice as high is drawn,
/// one that is further off would press the data together.
double reachWithLimits(std::span<const LimitLine> limits, double most);

/// Dashed lines across the plot, whose axis goes from 0 to `maximum`; one that is above it is told
/// at the upper edge.
void paintLimits(QPainter& painter, const QRectF& area, double maximum,
                 std::span<const LimitLine> limits, const ChartColors& colors);
/// A dashed line up the plot at `x`, its label in the line that begins at `y`.
void paintLimitAt(QPainter& painter, const QRectF& area, double x, double y, const LimitLine& limit,
                  const ChartColors& colors);

}  // namespace sagebench::ui
