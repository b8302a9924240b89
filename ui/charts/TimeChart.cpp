// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimeChart.h"

#include <QEvent>
#include <QGraphicsLayout>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "charts/AxisSteps.h"
#include "charts/ChartFeed.h"
#include "charts/TimeGestures.h"
#include "charts/TimeOverlay.h"

namespace sagebench::ui {
namespace {

constexpr int kBandAlpha = 40;

QValueAxis* newAxis(QChart& chart, Qt::Alignment side) {
    auto* axis = new QValueAxis;
    axis->setTickType(QValueAxis::TicksDynamic);
    axis->setTickInterval(1);
    axis->setRange(0, 1);
    axis->setTruncateLabels(false);
    chart.addAxis(axis, side);
    return axis;
}

}  // namespace

TimeChart::TimeChart(ChartFeed& feed, const QString& title, const QString& definition,
                     QWidget* parent)
    : QChartView(new QChart, parent), feed_(feed) {
    setAccessibleName(title);
    setAccessibleDescription(definition);
    setFrameShape(QFrame::NoFrame);
    setViewportUpdateMode(FullViewportUpdate);
    chart()->legend()->hide();
    chart()->setLocalizeNumbers(true);
    chart()->setBackgroundRoundness(0);
    chart()->setPlotAreaBackgroundVisible(true);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setMargins(QMargins());
    time_ = newAxis(*chart(), Qt::AlignBottom);
    time_->setTitleText(tr("Time (s)"));
    left_.axis = newAxis(*chart(), Qt::AlignLeft);
    gestures_ = new TimeGestures(*this, feed, [this] { return plot(); });
    connect(gestures_, &TimeGestures::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&feed_, &ChartFeed::redraw, this, &TimeChart::refresh);
    connect(&feed_, &ChartFeed::cursorMoved, viewport(), qOverload<>(&QWidget::update));
    applyColors();
}

TimeChart::~TimeChart() = default;

Bins TimeChart::View::bins(double minPixels) const {
    return binsFor(buckets, bucketSeconds, range, pixels, minPixels);
}

std::vector<LegendEntry> TimeChart::legend() const {
    std::vector<LegendEntry> entries = extraLegend_;
    for (const Line& line : lines_) {
        entries.push_back(line.spec.legend);
    }
    return entries;
}

TimePlot TimeChart::plot() const {
    return {chart()->plotArea(), {time_->min(), time_->max()}};
}

void TimeChart::setLeftTitle(const QString& title) {
    left_.axis->setTitleText(title);
}

void TimeChart::addRightAxis(const QString& title) {
    right_.axis = newAxis(*chart(), Qt::AlignRight);
    right_.axis->setTitleText(title);
    right_.axis->setGridLineVisible(false);
    styleAxis(*right_.axis);
}

void TimeChart::addLine(LineSpec spec) {
    auto* series = new QLineSeries;
    series->setName(spec.legend.name);
    chart()->addSeries(series);
    series->attachAxis(time_);
    series->attachAxis(spec.side == Side::Right ? right_.axis : left_.axis);
    lines_.push_back({std::move(spec), series, {}, 0});
    styleLine(lines_.back());
}

void TimeChart::addBand(std::size_t lower, std::size_t upper) {
    auto* area = new QAreaSeries(lines_.at(upper).series, lines_.at(lower).series);
    chart()->addSeries(area);
    area->attachAxis(time_);
    area->attachAxis(left_.axis);
    bands_.push_back({upper, area});
    applyColors();
}

void TimeChart::setPoints(std::size_t line, Points points, double reach) {
    Line& target = lines_.at(line);
    target.reach = reach;
    if (points != target.points) {
        target.points = std::move(points);
        target.series->replace(target.points);
    }
}

std::vector<Reading> TimeChart::extraReadings(double) const {
    return {};
}

void TimeChart::refresh() {
    if (!isVisible()) {
        return;
    }
    gatherAll();
    showRange();
    showMaximum(left_, Side::Left);
    if (right_.axis) {
        showMaximum(right_, Side::Right);
    }
    onScaled();
    viewport()->update();
}

void TimeChart::gatherAll() {
    const int pixels = static_cast<int>(chart()->plotArea().width());
    if (feed_.hasData()) {
        const WorkloadSeries& series = *feed_.series();
        gather({series.buckets(), series.bucketSeconds(), feed_.length(), feed_.range(), pixels});
        return;
    }
    clearData();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        setPoints(i, {}, 0);
    }
    left_.shown = right_.shown = 0;
}

void TimeChart::showRange() {
    const QFontMetricsF metrics(axisFont(font()));
    setTicks(*time_, feed_.range(), chart()->plotArea().width(), metrics.averageCharWidth() * 12);
}

double TimeChart::needed(Side side) const {
    double most = side == Side::Left ? largestExtra() : 0;
    for (const Line& line : lines_) {
        if (line.spec.side == side) {
            most = std::max(most, largestY(line.points, feed_.range()));
        }
    }
    return most;
}

void TimeChart::showMaximum(Scale& scale, Side side) {
    scale.shown = steadyMaximum(scale.shown, needed(side));
    const QFontMetricsF metrics(axisFont(font()));
    setTicks(*scale.axis, {0, scale.shown}, chart()->plotArea().height(), metrics.height() * 2);
}

void TimeChart::placePlot() {
    const QMarginsF margins = plotMargins(QFontMetricsF(axisFont(font())), right_.axis != nullptr);
    chart()->setPlotArea(QRectF(QPointF(), QSizeF(viewport()->size())).marginsRemoved(margins));
}

void TimeChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    placePlot();
    feed_.markDirty();
}

void TimeChart::showEvent(QShowEvent* event) {
    QChartView::showEvent(event);
    placePlot();
    feed_.markDirty();
}

void TimeChart::paintEvent(QPaintEvent* event) {
    ++paints_;
    QChartView::paintEvent(event);
}

void TimeChart::wheelEvent(QWheelEvent* event) {
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        event->ignore();
        return;
    }
    const double factor = std::pow(0.8, event->angleDelta().y() / 120.0);
    feed_.setRange(zoomed(feed_.range(), factor, plot().secondsAt(event->position().x())));
    event->accept();
}

void TimeChart::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColors();
        placePlot();
    }
}

void TimeChart::styleAxis(QValueAxis& axis) const {
    axis.setLabelsFont(axisFont(font()));
    axis.setTitleFont(axisFont(font()));
    axis.setLabelsColor(colors_.faintText);
    axis.setTitleBrush(colors_.faintText);
    axis.setGridLineColor(colors_.grid);
    axis.setLinePenColor(colors_.grid);
}

void TimeChart::styleLine(const Line& line) const {
    const LegendEntry& legend = line.spec.legend;
    line.series->setPen(QPen(colors_.*legend.colour, 1.5, legend.dash));
}

void TimeChart::applyColors() {
    colors_ = chartColors(palette());
    chart()->setBackgroundBrush(colors_.background);
    chart()->setPlotAreaBackgroundBrush(colors_.plot);
    chart()->setBackgroundPen(Qt::NoPen);
    setBackgroundBrush(colors_.background);
    for (QValueAxis* axis : {time_, left_.axis, right_.axis}) {
        if (axis) {
            styleAxis(*axis);
        }
    }
    for (const Line& line : lines_) {
        styleLine(line);
    }
    for (const Band& band : bands_) {
        QColor fill = colors_.*lines_[band.lower].spec.legend.colour;
        fill.setAlpha(kBandAlpha);
        band.area->setPen(Qt::NoPen);
        band.area->setBrush(fill);
    }
}

std::vector<Reading> TimeChart::readingsAt(double seconds) const {
    std::vector<Reading> readings;
    for (const Line& line : lines_) {
        if (const QPointF* point = nearest(line.points, seconds, line.reach)) {
            readings.push_back({line.spec.legend.name, line.spec.text(point->y()),
                                colors_.*line.spec.legend.colour});
        }
    }
    for (Reading& reading : extraReadings(seconds)) {
        readings.push_back(std::move(reading));
    }
    return readings;
}

void TimeChart::drawForeground(QPainter* painter, const QRectF& rect) {
    QChartView::drawForeground(painter, rect);
    painter->save();
    painter->setFont(axisFont(font()));
    if (feed_.hasData()) {
        paintOverlay(*painter);
    } else {
        paintHint(*painter, chart()->plotArea(), tr("No data yet"), colors_);
    }
    painter->restore();
}

void TimeChart::paintOverlay(QPainter& painter) {
    const TimePlot now = plot();
    if (const auto brush = feed_.brush()) {
        paintSpan(painter, now, *brush, colors_);
    }
    if (const auto dragged = gestures_->dragged()) {
        paintSpan(painter, now, *dragged, colors_);
    }
    const std::optional<double> cursor = feed_.cursor();
    if (!cursor) {
        return;
    }
    paintCursor(painter, now, *cursor, colors_);
    if ((gestures_->pointer() || hasFocus()) && now.range.contains(*cursor)) {
        const QString heading = momentText(*cursor, now.range.span());
        paintReadings(painter, now, *cursor, heading, readingsAt(*cursor), colors_);
    }
}

}  // namespace sagebench::ui
