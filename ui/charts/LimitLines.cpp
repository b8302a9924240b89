// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/LimitLines.h"

#include <QCoreApplication>
#include <algorithm>

#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr double kFarthest = 2;     ///< times the most that is measured
constexpr double kHeadroom = 1.05;  ///< so that a line isn't on the edge

QString labelOf(const Slo& slo, bool withMetric) {
    QString words = QStringLiteral("SLO");
    if (slo.percentile) {
        words += QStringLiteral(" p%1").arg(QString::number(*slo.percentile, 'g', 5));
    }
    if (withMetric) {
        const std::string_view name = toString(slo.metric);
        words +=
            ' ' + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())).toUpper();
    }
    return words + ' ' + format::ms(toMs(slo.limit));
}

void drawLabel(QPainter& painter, const QRectF& place, const QString& text,
               const ChartColors& colors) {
    QColor background = colors.plot;
    background.setAlpha(225);
    painter.fillRect(place, background);
    painter.setPen(colors.slo);
    painter.drawText(place, Qt::AlignCenter, text);
}

/// At the right, above its line where there is room; beside those that stand there.
QRectF placeOf(const QRectF& area, double y, const QSizeF& size, const std::vector<QRectF>& taken) {
    const double top = y - size.height() - 1 < area.top() ? y + 1 : y - size.height() - 1;
    QRectF place(area.right() - size.width() - 2, top, size.width(), size.height());
    for (const QRectF& other : taken) {
        if (place.intersects(other)) {
            place.moveRight(other.left() - 4);
        }
    }
    return place;
}

}  // namespace

std::vector<LimitLine> limitLines(const SloPlan& plan, std::span<const SloMetric> metrics) {
    std::vector<LimitLine> lines;
    for (const Slo& slo : plan.limits) {
        if (std::ranges::find(metrics, slo.metric) != metrics.end()) {
            lines.push_back({toMs(slo.limit), labelOf(slo, metrics.size() > 1)});
        }
    }
    return lines;
}

double reachWithLimits(std::span<const LimitLine> limits, double most) {
    double reach = most;
    for (const LimitLine& limit : limits) {
        if (limit.ms <= most * kFarthest) {
            reach = std::max(reach, limit.ms * kHeadroom);
        }
    }
    return reach;
}

void paintLimits(QPainter& painter, const QRectF& area, double maximum,
                 std::span<const LimitLine> limits, const ChartColors& colors) {
    const QFontMetricsF metrics(painter.font());
    std::vector<QRectF> taken;
    for (const LimitLine& limit : limits) {
        const bool above = limit.ms > maximum;
        const QString text = above ? limit.label + QStringLiteral(" ↑") : limit.label;
        const double y = above ? area.top() : area.bottom() - area.height() * limit.ms / maximum;
        if (!above) {
            painter.setPen(QPen(colors.slo, 1.5, Qt::DashLine));
            painter.drawLine(QLineF(area.left(), y, area.right(), y));
        }
        taken.push_back(
            placeOf(area, y, {metrics.horizontalAdvance(text) + 6, metrics.height()}, taken));
        drawLabel(painter, taken.back(), text, colors);
    }
}

void paintLimitAt(QPainter& painter, const QRectF& area, double x, double y, const LimitLine& limit,
                  const ChartColors& colors) {
    const QFontMetricsF metrics(painter.font());
    painter.setPen(QPen(colors.slo, 1.5, Qt::DashLine));
    painter.drawLine(QLineF(x, area.top(), x, area.bottom()));
    const double width = metrics.horizontalAdvance(limit.label) + 6;
    const bool left = x + 4 + width > area.right();
    drawLabel(painter, {left ? x - 4 - width : x + 4, y, width, metrics.height()}, limit.label,
              colors);
}

}  // namespace sagebench::ui
