// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimeOverlay.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "charts/AxisSteps.h"

namespace sagebench::ui {
namespace {

constexpr double kPadding = 6;
constexpr double kSwatch = 8;
constexpr double kGap = 12;

struct BoxSize {
    double names = 0, values = 0, line = 0;
    QSizeF size;
};

BoxSize boxSize(const QFontMetricsF& metrics, const QString& heading,
                const std::vector<Reading>& readings) {
    BoxSize box;
    box.line = metrics.height();
    for (const Reading& reading : readings) {
        box.names = std::max(box.names, metrics.horizontalAdvance(reading.name));
        box.values = std::max(box.values, metrics.horizontalAdvance(reading.value));
    }
    const double row = kSwatch + kPadding + box.names + kGap + box.values;
    box.size = {std::max(row, metrics.horizontalAdvance(heading)) + 2 * kPadding,
                box.line * static_cast<double>(readings.size() + 1) + 2 * kPadding};
    return box;
}

/// Right of the cursor, or left of it where there is no room.
QRectF boxPlace(const QRectF& area, double x, QSizeF size) {
    double left = x + kGap;
    if (left + size.width() > area.right()) {
        left = x - kGap - size.width();
    }
    left = std::max(left, area.left() + 2);
    return {QPointF(left, area.top() + 4), size};
}

void paintRow(QPainter& painter, QRectF row, const Reading& reading, const ChartColors& colors) {
    const double middle = row.center().y();
    painter.fillRect(QRectF(row.left(), middle - kSwatch / 2, kSwatch, kSwatch), reading.colour);
    painter.setPen(colors.text);
    const QRectF text = row.adjusted(kSwatch + kPadding, 0, 0, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, reading.name);
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, reading.value);
}

}  // namespace

void paintSpan(QPainter& painter, const TimePlot& plot, TimeRange range,
               const ChartColors& colors) {
    const double from = std::max(plot.xAt(range.from), plot.area.left());
    const double to = std::min(plot.xAt(range.to), plot.area.right());
    if (to <= from) {
        return;
    }
    painter.fillRect(QRectF(from, plot.area.top(), to - from, plot.area.height()), colors.brush);
    painter.setPen(QPen(colors.p50, 1));
    painter.drawLine(QLineF(from, plot.area.top(), from, plot.area.bottom()));
    painter.drawLine(QLineF(to, plot.area.top(), to, plot.area.bottom()));
}

void paintCursor(QPainter& painter, const TimePlot& plot, double seconds,
                 const ChartColors& colors) {
    if (plot.range.contains(seconds)) {
        const double x = std::round(plot.xAt(seconds));
        painter.setPen(QPen(colors.cursor, 1, Qt::DotLine));
        painter.drawLine(QLineF(x, plot.area.top(), x, plot.area.bottom()));
    }
}

void paintReadings(QPainter& painter, const TimePlot& plot, double seconds, const QString& heading,
                   const std::vector<Reading>& readings, const ChartColors& colors) {
    const BoxSize box = boxSize(QFontMetricsF(painter.font()), heading, readings);
    const QRectF place = boxPlace(plot.area, plot.xAt(seconds), box.size);
    QColor background = colors.background;
    background.setAlpha(235);
    painter.setPen(QPen(colors.grid, 1));
    painter.setBrush(background);
    painter.drawRoundedRect(place, 3, 3);
    QRectF row = place.adjusted(kPadding, kPadding, -kPadding, 0);
    row.setHeight(box.line);
    painter.setPen(colors.faintText);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, heading);
    for (const Reading& reading : readings) {
        row.translate(0, box.line);
        paintRow(painter, row, reading, colors);
    }
}

void paintNothing(QPainter& painter, const QRectF& area, const QString& text,
                  const ChartColors& colors) {
    painter.fillRect(area, colors.background);
    painter.setPen(colors.faintText);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, text);
}

QString momentText(double seconds, double span) {
    const int decimals = std::min(decimalsOf(niceStep(span / 500)), 6);
    return QCoreApplication::translate("TimeOverlay", "at %1 s")
        .arg(QLocale().toString(seconds, 'f', decimals));
}

}  // namespace sagebench::ui
