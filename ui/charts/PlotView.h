// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>
#include <QValueAxis>
#include <cstdint>

#include "charts/TimeRange.h"
#include "style/ChartColors.h"

class QGraphicsRectItem;

namespace sagebench::ui {

/// A chart whose plot keeps its place whatever the labels, in the window's colours and fonts.
class PlotView : public QChartView {
    Q_OBJECT
  public:
    /// How often it was painted.
    std::uint64_t paints() const { return paints_; }

  protected:
    explicit PlotView(QWidget* parent);

    const ChartColors& colors() const { return colors_; }
    QRectF plotArea() const { return chart()->plotArea(); }
    void styleAxis(QValueAxis& axis) const;
    void placePlot();

    virtual bool hasRightAxis() const { return false; }
    /// The plot has another place or size.
    virtual void onPlaced() {}
    /// colors() or the font changed.
    virtual void applyColors();

    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    ChartColors colors_;
    QGraphicsRectItem* ground_;
    std::uint64_t paints_ = 0;
};

/// Where plots lie in their widgets, so that those below each other share an axis' place.
QMarginsF plotMargins(const QFontMetricsF& metrics, bool rightAxis);
/// Axis labels and titles are a bit smaller than the window's text.
QFont axisFont(const QFont& font);
/// Ticks at nice steps about `spacing` pixels apart; never more labels than fit, on the way
/// neither.
void setTicks(QValueAxis& axis, TimeRange range, double pixels, double spacing);

}  // namespace sagebench::ui
