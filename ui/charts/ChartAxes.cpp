// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <algorithm>

#include "charts/AxisSteps.h"
#include "charts/TimeChart.h"

namespace sagebench::ui {

QMarginsF plotMargins(const QFontMetricsF& metrics, bool rightAxis) {
    const double axis = metrics.height() * 1.4 + metrics.horizontalAdvance("00,000") + 8;
    return {axis, metrics.height() * 0.6, rightAxis ? axis : metrics.averageCharWidth() * 2,
            metrics.height() * 2.2 + 6};
}

QFont axisFont(const QFont& font) {
    QFont smaller = font;
    if (font.pointSizeF() > 0) {
        smaller.setPointSizeF(font.pointSizeF() * 0.85);
    }
    return smaller;
}

void setTicks(QValueAxis& axis, TimeRange range, double pixels, double spacing) {
    const double step = niceStep(range.span() / std::max(1.0, pixels / spacing));
    if (axis.min() == range.from && axis.max() == range.to && axis.tickInterval() == step) {
        return;
    }
    // The axis lays itself out at each call: a wide range never meets a small step.
    const auto setStep = [&axis, step] {
        axis.setTickInterval(step);
        axis.setLabelFormat(QString("%.%1f").arg(decimalsOf(step)));
    };
    if (step > axis.tickInterval()) {
        setStep();
        axis.setRange(range.from, range.to);
    } else {
        axis.setRange(range.from, range.to);
        setStep();
    }
}

}  // namespace sagebench::ui
