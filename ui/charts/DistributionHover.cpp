// SPDX-License-Identifier: GPL-3.0-or-later
// What lies over a DistributionChart: percentile marks and the value under the mouse.
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "charts/DistributionChart.h"
#include "charts/TimeOverlay.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

double valueOf(double place, XScale scale) {
    return scale == XScale::Linear ? place : std::pow(10.0, place);
}

}  // namespace

const DistributionChart::PercentileMark DistributionChart::kMarks[4] = {
    {"p50", 50, &ChartColors::p50},
    {"p90", 90, &ChartColors::good},
    {"p95", 95, &ChartColors::p95},
    {"p99", 99, &ChartColors::p99},
};

TimePlot DistributionChart::plot() const {
    return {plotArea(), {axisPlace(range_.from, scale_), axisPlace(range_.to, scale_)}};
}

void DistributionChart::mouseMoveEvent(QMouseEvent* event) {
    const TimePlot now = plot();
    hover_.reset();
    if (now.area.contains(event->position())) {
        hover_ = now.secondsAt(event->position().x());
    }
    viewport()->update();
}

void DistributionChart::leaveEvent(QEvent*) {
    hover_.reset();
    viewport()->update();
}

void DistributionChart::keyPressEvent(QKeyEvent* event) {
    const int direction = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (direction == 0) {
        event->ignore();
        return;
    }
    const TimeRange axis = plot().range;
    const double from = hover_.value_or((axis.from + axis.to) / 2);
    hover_ = std::clamp(from + direction * axis.span() / 100, axis.from, axis.to);
    viewport()->update();
}

void DistributionChart::drawForeground(QPainter* painter, const QRectF& rect) {
    PlotView::drawForeground(painter, rect);
    painter->save();
    painter->setFont(axisFont(font()));
    if (histogram()) {
        paintMarks(*painter);
        paintLimits(*painter);
        paintHover(*painter);
    } else {
        paintNothing(*painter, viewport()->rect(), tr("No data yet"), colors());
    }
    painter->restore();
}

/// Labels go down a line at a time, so that close marks don't cover each other's.
void DistributionChart::paintMarks(QPainter& painter) const {
    const TimePlot now = plot();
    const QFontMetricsF metrics(painter.font());
    const auto msOf = [this](const PercentileMark& mark) {
        return toMs(*histogram()->percentile(mark.p));
    };
    for (const PercentileMark& mark : kMarks) {
        const double x = now.xAt(axisPlace(msOf(mark), scale_));
        painter.setPen(QPen(colors().*mark.colour, 1.5, Qt::DashLine));
        painter.drawLine(QLineF(x, now.area.top(), x, now.area.bottom()));
    }
    double y = now.area.top();
    for (const PercentileMark& mark : kMarks) {
        const double ms = msOf(mark);
        const double x = now.xAt(axisPlace(ms, scale_));
        const QString text = QString("%1  %2").arg(mark.name, format::ms(ms));
        const double width = metrics.horizontalAdvance(text) + 4;
        const bool left = x + 4 + width > now.area.right();
        const QRectF place(left ? x - 4 - width : x + 4, y, width, metrics.height());
        QColor background = colors().plot;
        background.setAlpha(225);
        painter.fillRect(place, background);
        painter.setPen(colors().text);
        painter.drawText(place, Qt::AlignCenter, text);
        y += metrics.height();
    }
}

/// Their labels go on below those of the percentiles.
void DistributionChart::paintLimits(QPainter& painter) const {
    const TimePlot now = plot();
    const double line = QFontMetricsF(painter.font()).height();
    double y = now.area.top() + line * static_cast<double>(std::size(kMarks));
    for (const LimitLine& limit : limits_) {
        if (range_.contains(limit.ms)) {
            const double x = now.xAt(axisPlace(limit.ms, scale_));
            paintLimitAt(painter, now.area, x, y, limit, colors());
            y += line;
        }
    }
}

void DistributionChart::paintHover(QPainter& painter) const {
    if (!hover_) {
        return;
    }
    paintCursor(painter, plot(), *hover_, colors());
    const QString heading = format::ms(valueOf(*hover_, scale_));
    paintReadings(painter, plot(), *hover_, heading, readingsAt(*hover_), colors());
}

std::vector<Reading> DistributionChart::readingsAt(double place) const {
    const double ms = valueOf(place, scale_);
    double below = 0;
    std::vector<Reading> readings;
    for (const ShareBin& bin : bins_) {
        if (ms >= bin.fromMs && ms < bin.toMs) {
            const QString span = tr("%1 to %2").arg(format::ms(bin.fromMs), format::ms(bin.toMs));
            readings.push_back({span, format::percent(bin.share), colors().tokens});
            below += bin.share * (ms - bin.fromMs) / (bin.toMs - bin.fromMs);
            break;
        }
        below += bin.share;
    }
    readings.push_back({tr("up to here"), format::percent(below), colors().p50});
    return readings;
}

}  // namespace sagebench::ui
