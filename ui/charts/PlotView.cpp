// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/PlotView.h"

#include <QEvent>
#include <QGraphicsLayout>
#include <QGraphicsRectItem>
#include <algorithm>

#include "charts/AxisSteps.h"

namespace sagebench::ui {

PlotView::PlotView(QWidget* parent)
    : QChartView(new QChart, parent),
      colors_(chartColors(palette())),
      ground_(new QGraphicsRectItem(chart())) {
    setFrameShape(QFrame::NoFrame);
    setViewportUpdateMode(FullViewportUpdate);
    chart()->legend()->hide();
    chart()->setLocalizeNumbers(true);
    chart()->setBackgroundRoundness(0);
    chart()->setBackgroundPen(Qt::NoPen);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setMargins(QMargins());
    // Below the grid. The chart's own plot background stays behind when the plot is placed by hand.
    ground_->setPen(Qt::NoPen);
    ground_->setZValue(-0.5);
    ground_->setAcceptedMouseButtons(Qt::NoButton);
    PlotView::applyColors();
}

void PlotView::applyColors() {
    colors_ = chartColors(palette());
    chart()->setBackgroundBrush(colors_.background);
    ground_->setBrush(colors_.plot);
    setBackgroundBrush(colors_.background);
}

void PlotView::styleAxis(QValueAxis& axis) const {
    axis.setLabelsFont(axisFont(font()));
    axis.setTitleFont(axisFont(font()));
    axis.setLabelsColor(colors_.faintText);
    axis.setTitleBrush(colors_.faintText);
    axis.setGridLineColor(colors_.grid);
    axis.setLinePenColor(colors_.grid);
}

void PlotView::placePlot() {
    const QMarginsF margins = plotMargins(QFontMetricsF(axisFont(font())), hasRightAxis());
    chart()->setPlotArea(QRectF(QPointF(), QSizeF(viewport()->size())).marginsRemoved(margins));
    // Else axes may stay where they were until one of them changes.
    chart()->layout()->invalidate();
    chart()->layout()->activate();
    ground_->setRect(plotArea());
    onPlaced();
}

void PlotView::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    placePlot();
}

void PlotView::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColors();
        placePlot();
    }
}

void PlotView::paintEvent(QPaintEvent* event) {
    ++paints_;
    QChartView::paintEvent(event);
}

QMarginsF plotMargins(const QFontMetricsF& metrics, bool rightAxis) {
    const double axis = metrics.height() * 1.4 + metrics.horizontalAdvance("000,000") + 8;
    return {axis, metrics.height() * 0.6, rightAxis ? axis : metrics.averageCharWidth() * 3.5,
            metrics.height() * 2.4 + 8};
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
