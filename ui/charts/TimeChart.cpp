// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimeChart.h"

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
constexpr int kFewestPixels = 200;
// Stroking a line of more points wider than a pixel takes several ms.
constexpr int kDensePoints = 300;

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
    : PlotView(parent), feed_(feed) {
    setAccessibleName(title);
    setAccessibleDescription(definition);
    time_ = newAxis(*chart(), Qt::AlignBottom);
    time_->setTitleText(tr("Time (s)"));
    left_.axis = newAxis(*chart(), Qt::AlignLeft);
    gestures_ = new TimeGestures(*this, feed, [this] { return plot(); });
    connect(gestures_, &TimeGestures::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&feed_, &ChartFeed::redraw, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    connect(&feed_, &ChartFeed::cursorMoved, viewport(), qOverload<>(&QWidget::update));
    applyColors();
}

TimeChart::~TimeChart() {
    // It must not see the events of a view that is half gone.
    delete gestures_;
}

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
    return {plotArea(), {time_->min(), time_->max()}};
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
        styleLine(target);
    }
}

std::vector<Reading> TimeChart::extraReadings(double) const {
    return {};
}

void TimeChart::refresh() {
    gatherAll();
    limits_ = limitLines(feed_.document().info().plan.slo, limited_);
    startScalesAnew();
    showRange();
    showMaximum(left_, Side::Left);
    if (right_.axis) {
        showMaximum(right_, Side::Right);
    }
    // Now, not after the frame was painted: that would be a second one.
    chart()->layout()->activate();
    onScaled();
    viewport()->update();
}

void TimeChart::gatherAll() {
    // A chart that was never shown may be exported.
    const int pixels = std::max(static_cast<int>(plotArea().width()), kFewestPixels);
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

/// Maxima are steady only while the same is looked at.
void TimeChart::startScalesAnew() {
    const TimePlot now{plotArea(), feed_.range()};
    if (now.area != scaledFor_.area || now.range != scaledFor_.range) {
        scaledFor_ = now;
        left_.shown = right_.shown = 0;
    }
}

void TimeChart::showRange() {
    const QFontMetricsF metrics(axisFont(font()));
    setTicks(*time_, feed_.range(), plotArea().width(), metrics.averageCharWidth() * 12);
}

double TimeChart::needed(Side side) const {
    double most = side == Side::Left ? largestExtra() : 0;
    for (const Line& line : lines_) {
        if (line.spec.side == side) {
            most = std::max(most, largestY(line.points, feed_.range()));
        }
    }
    return side == Side::Left ? reachWithLimits(limits_, most) : most;
}

void TimeChart::showMaximum(Scale& scale, Side side) {
    scale.shown = steadyMaximum(scale.shown, needed(side));
    const QFontMetricsF metrics(axisFont(font()));
    setTicks(*scale.axis, {0, scale.shown}, plotArea().height(), metrics.height() * 2);
}

void TimeChart::onPlaced() {
    onScaled();
    feed_.markDirty();
}

void TimeChart::showEvent(QShowEvent* event) {
    PlotView::showEvent(event);
    placePlot();
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

void TimeChart::styleLine(const Line& line) const {
    const LegendEntry& legend = line.spec.legend;
    const bool dense = line.points.size() > kDensePoints;
    const double width = dense ? 1 / devicePixelRatioF() : 1.5;
    const QPen pen(colors().*legend.colour, width, legend.dash);
    if (line.series->pen() != pen) {
        line.series->setPen(pen);
    }
}

void TimeChart::applyColors() {
    PlotView::applyColors();
    for (QValueAxis* axis : {time_, left_.axis, right_.axis}) {
        if (axis) {
            styleAxis(*axis);
        }
    }
    for (const Line& line : lines_) {
        styleLine(line);
    }
    for (const Band& band : bands_) {
        QColor fill = colors().*lines_[band.lower].spec.legend.colour;
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
                                colors().*line.spec.legend.colour});
        }
    }
    for (Reading& reading : extraReadings(seconds)) {
        readings.push_back(std::move(reading));
    }
    return readings;
}

void TimeChart::drawForeground(QPainter* painter, const QRectF& rect) {
    PlotView::drawForeground(painter, rect);
    painter->save();
    painter->setFont(axisFont(font()));
    if (feed_.hasData()) {
        paintOverlay(*painter);
    } else {
        const RunState state = feed_.document().state();
        const bool isOver = state != RunState::Empty && !feed_.document().isLive();
        paintNothing(*painter, viewport()->rect(), isOver ? tr("No data") : tr("No data yet"),
                     colors());
    }
    painter->restore();
}

void TimeChart::paintOverlay(QPainter& painter) {
    const TimePlot now = plot();
    paintLimits(painter, now.area, left_.axis->max(), limits_, colors());
    if (const auto brush = feed_.brush()) {
        paintSpan(painter, now, *brush, colors());
    }
    if (const auto dragged = gestures_->dragged()) {
        paintSpan(painter, now, *dragged, colors());
    }
    const std::optional<double> cursor = feed_.cursor();
    if (!cursor) {
        return;
    }
    paintCursor(painter, now, *cursor, colors());
    if ((gestures_->pointer() || hasFocus()) && now.range.contains(*cursor)) {
        const QString heading = momentText(*cursor, now.range.span());
        paintReadings(painter, now, *cursor, heading, readingsAt(*cursor), colors());
    }
}

}  // namespace sagebench::ui
