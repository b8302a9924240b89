// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimelinePainter.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "charts/AxisSteps.h"

namespace sagebench::ui {
namespace {

constexpr double kGapBelow = 4;  ///< rows this high have a gap between them

QColor mixed(const QColor& color, const QColor& ground, double part) {
    const auto mix = [part](int a, int b) { return static_cast<int>(a * part + b * (1 - part)); };
    return {mix(color.red(), ground.red()), mix(color.green(), ground.green()),
            mix(color.blue(), ground.blue())};
}

QColor outcomeColor(const TimelineBar& bar, const ChartColors& colors) {
    if (bar.phase != Phase::Measured) {
        return colors.warmup;
    }
    return bar.outcome == Outcome::Ok       ? colors.ok
           : bar.outcome == Outcome::Failed ? colors.failed
                                            : colors.cancelled;
}

class BarPainter {
  public:
    BarPainter(QPainter& painter, const TimelineLayout& layout, const ChartColors& colors)
        : painter_(painter), layout_(layout), colors_(colors) {}

    void paint(const TimelineBar& bar, double top, double height) const {
        const BarShades shades = barShades(bar, colors_);
        const double due = x(bar.due), sent = x(bar.sent), first = x(bar.first), end = x(bar.end);
        fill(due, sent, top, height, shades.due);
        fill(sent, first, top, height, shades.waiting);
        // Never nothing: a request that took no time is one pixel wide.
        fill(first, std::max(end, sent + 1), top, height, shades.receiving);
    }

  private:
    double x(Nanos at) const {
        const QRectF& area = layout_.plot.area;
        return std::clamp(layout_.plot.xAt(toSeconds(at - layout_.origin)), area.left() - 2,
                          area.right() + 2);
    }
    void fill(double from, double to, double top, double height, const QColor& color) const {
        if (to > from) {
            painter_.fillRect(QRectF(from, top, to - from, height), color);
        }
    }

    QPainter& painter_;
    const TimelineLayout& layout_;
    const ChartColors& colors_;
};

double barHeight(double rowHeight) {
    return rowHeight >= kGapBelow ? rowHeight * 0.8 : std::max(rowHeight, 1.0);
}

void paintTimeTicks(QPainter& painter, const TimelineLayout& layout, const ChartColors& colors) {
    const QFontMetricsF metrics(painter.font());
    const QRectF& area = layout.plot.area;
    const double spacing = metrics.averageCharWidth() * 12;
    const double step = niceStep(layout.plot.range.span() / std::max(1.0, area.width() / spacing));
    for (const double tick : ticksIn(layout.plot.range.from, layout.plot.range.to, step)) {
        const double x = std::round(layout.plot.xAt(tick));
        painter.setPen(colors.grid);
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()));
        painter.setPen(colors.faintText);
        painter.drawText(QRectF(x - spacing / 2, area.bottom() + 3, spacing, metrics.height()),
                         Qt::AlignCenter, QLocale().toString(tick, 'f', decimalsOf(step)));
    }
    painter.drawText(
        QRectF(area.left(), area.bottom() + 3 + metrics.height(), area.width(), metrics.height()),
        Qt::AlignCenter, QCoreApplication::translate("Timeline", "Time (s)"));
}

void paintRowLabels(QPainter& painter, const TimelineLayout& layout, const TimelineBars& bars,
                    const ChartColors& colors) {
    const QFontMetricsF metrics(painter.font());
    const QRectF& area = layout.plot.area;
    painter.setPen(colors.faintText);
    const double every = std::max(layout.rowHeight, metrics.height() * 1.6);
    double shift = layout.rowHeight >= every ? -std::fmod(layout.scrolled, layout.rowHeight) : 0;
    for (double y = area.top() + shift; y + metrics.height() <= area.bottom(); y += every) {
        const double middle = y + std::min(layout.rowHeight, every) / 2;
        const TimelineBars::Part part = layout.partAt(std::max(middle, area.top()));
        if (part.count > 0) {
            const QString text =
                "#" + QLocale().toString(static_cast<qulonglong>(bars.at(part.first).index));
            painter.drawText(
                QRectF(0, middle - metrics.height() / 2, area.left() - 5, metrics.height()),
                Qt::AlignRight | Qt::AlignVCenter, text);
        }
    }
}

}  // namespace

double TimelineLayout::top(std::size_t place) const {
    const double row = static_cast<double>(place) - static_cast<double>(part.first);
    return plot.area.top() + row * rowHeight - scrolled;
}

TimelineBars::Part TimelineLayout::partAt(double y) const {
    const double from =
        (isThin() ? std::floor(y - plot.area.top()) : y - plot.area.top()) + scrolled;
    if (!(rowHeight > 0) || y < plot.area.top() || y > plot.area.bottom() ||
        from >= contentHeight()) {
        return {};
    }
    const auto first = static_cast<std::size_t>(from / rowHeight);
    const auto end = isThin() ? static_cast<std::size_t>((from + 1) / rowHeight) : first + 1;
    const std::size_t last = std::min(std::max(end, first + 1), part.count);
    return {part.first + first, last - std::min(first, last)};
}

BarShades barShades(const TimelineBar& bar, const ChartColors& colors) {
    const QColor full = outcomeColor(bar, colors);
    const bool plain = bar.phase == Phase::Measured && bar.outcome == Outcome::Ok;
    return {mixed(full, colors.plot, 0.2), plain ? colors.waiting : mixed(full, colors.plot, 0.5),
            full};
}

void paintTimelineAxes(QPainter& painter, const TimelineLayout& layout, const TimelineBars& bars,
                       const ChartColors& colors) {
    painter.fillRect(layout.plot.area, colors.plot);
    paintTimeTicks(painter, layout, colors);
    paintRowLabels(painter, layout, bars, colors);
}

void paintBars(QPainter& painter, const TimelineLayout& layout, const TimelineBars& bars,
               const ChartColors& colors) {
    const BarPainter bar(painter, layout, colors);
    const double height = barHeight(layout.rowHeight);
    const double step = std::max(layout.rowHeight, 1.0);
    const double begin =
        layout.isThin() ? layout.plot.area.top()
                        : layout.plot.area.top() - std::fmod(layout.scrolled, layout.rowHeight);
    for (double y = begin; y < layout.plot.area.bottom(); y += step) {
        const double inside = layout.isThin() ? y : y + layout.rowHeight / 2;
        const double probe = std::clamp(inside, layout.plot.area.top(), layout.plot.area.bottom());
        if (const TimelineBars::Part part = layout.partAt(probe); part.count > 0) {
            bar.paint(bars.at(bars.longest(part)), y, height);
        }
    }
}

void paintHighlight(QPainter& painter, const TimelineLayout& layout, const TimelineBars& bars,
                    std::size_t place, const ChartColors& colors) {
    const double height = std::max(barHeight(layout.rowHeight), 3.0);
    const QRectF& area = layout.plot.area;
    const double top = layout.isThin() ? layout.top(place) - 1 : layout.top(place);
    painter.fillRect(QRectF(area.left(), top - 1, area.width(), height + 2), colors.brush);
    BarPainter(painter, layout, colors).paint(bars.at(place), top, height);
    painter.setPen(QPen(colors.cursor, 1));
    painter.drawLine(QLineF(area.left(), top - 1, area.right(), top - 1));
    painter.drawLine(QLineF(area.left(), top + height, area.right(), top + height));
}

}  // namespace sagebench::ui
