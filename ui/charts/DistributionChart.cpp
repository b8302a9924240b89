// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/DistributionChart.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

#include "charts/AxisSteps.h"
#include "charts/ChartFeed.h"

namespace sagebench::ui {
namespace {

constexpr double kBinPixels = 6;

const char* keyOf(Latency latency) {
    constexpr const char* kKeys[] = {"ttft", "tpot", "itl", "e2el"};
    return kKeys[static_cast<int>(latency)];
}

QLineSeries* newLine(QChart& chart) {
    auto* series = new QLineSeries;
    chart.addSeries(series);
    return series;
}

/// The outline of the bars.
Points stepsOf(const std::vector<ShareBin>& bins, XScale scale) {
    Points points;
    for (const ShareBin& bin : bins) {
        points.append({axisPlace(bin.fromMs, scale), bin.share * 100});
        points.append({axisPlace(bin.toMs, scale), bin.share * 100});
    }
    return points;
}

}  // namespace

DistributionChart::DistributionChart(ChartFeed& feed, QWidget* parent)
    : PlotView(parent), feed_(feed), x_(new QCategoryAxis), y_(new QValueAxis) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    x_->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    y_->setTickType(QValueAxis::TicksDynamic);
    chart()->addAxis(x_, Qt::AlignBottom);
    chart()->addAxis(y_, Qt::AlignLeft);
    steps_ = newLine(*chart());
    floor_ = newLine(*chart());
    curve_ = newLine(*chart());
    area_ = new QAreaSeries(steps_, floor_);
    chart()->addSeries(area_);
    for (QAbstractSeries* series :
         std::initializer_list<QAbstractSeries*>{steps_, floor_, curve_, area_}) {
        series->attachAxis(x_);
        series->attachAxis(y_);
    }
    connect(&feed_, &ChartFeed::redraw, this, &DistributionChart::onRedraw);
    nameIt();
    applyColors();
    refresh();
}

DistributionChart::~DistributionChart() = default;

QString DistributionChart::title() const {
    constexpr const char* kLabels[] = {"TTFT", "TPOT", "ITL", "E2EL"};
    return tr("Distribution of %1").arg(kLabels[static_cast<int>(latency_)]);
}

QString DistributionChart::definition() const {
    return definitionOf(keyOf(latency_));
}

void DistributionChart::nameIt() {
    x_->setTitleText(QString(tr("%1 (ms)")).arg(QString(keyOf(latency_)).toUpper()));
    y_->setTitleText(cumulative_ ? tr("Share up to x (%)") : tr("Share (%)"));
    setAccessibleName(title());
    setAccessibleDescription(definition());
    Q_EMIT titleChanged();
}

void DistributionChart::setLatency(Latency latency) {
    latency_ = latency;
    shownShare_ = 0;
    nameIt();
    refresh();
}

void DistributionChart::setCumulative(bool cumulative) {
    cumulative_ = cumulative;
    nameIt();
    refresh();
}

void DistributionChart::setScale(XScale scale) {
    scale_ = scale;
    shownShare_ = 0;
    refresh();
}

const LatencyHistogram* DistributionChart::histogram() const {
    if (!feed_.series()) {
        return nullptr;
    }
    const SeriesTotals& totals = feed_.series()->totals();
    const LatencyHistogram* const all[] = {&totals.ttft, &totals.tpot, &totals.itl, &totals.e2el};
    const LatencyHistogram* chosen = all[static_cast<int>(latency_)];
    return chosen->total() > 0 ? chosen : nullptr;
}

void DistributionChart::onRedraw() {
    const std::uint64_t revision = feed_.series() ? feed_.series()->revision() : 0;
    if (isVisible() && (revision != drawnRevision_ || feed_.source() != drawnSource_)) {
        drawnRevision_ = revision;
        drawnSource_ = feed_.source();
        refresh();
    }
}

void DistributionChart::refresh() {
    const LatencyHistogram empty;
    const LatencyHistogram* now = histogram();
    const LatencyHistogram& shown = now ? *now : empty;
    range_ = distributionRange(shown, scale_);
    takeLimits();
    showTicks();
    floor_->replace(Points{{axisPlace(range_.from, scale_), 0}, {axisPlace(range_.to, scale_), 0}});
    const int count = std::clamp(static_cast<int>(plotArea().width() / kBinPixels), 8, 200);
    bins_ = distributionBins(shown, scale_, range_, count);
    curve_->setVisible(cumulative_);
    area_->setVisible(!cumulative_);
    steps_->setVisible(!cumulative_);
    if (cumulative_) {
        showCurve(shown);
    } else {
        showBins(shown);
    }
    viewport()->update();
}

/// The axis reaches to those that are near.
void DistributionChart::takeLimits() {
    constexpr SloMetric kMetrics[] = {SloMetric::Ttft, SloMetric::Tpot, SloMetric::Itl,
                                      SloMetric::E2el};
    limits_ = limitLines(feed_.document().info().plan.slo,
                         std::span(&kMetrics[static_cast<int>(latency_)], 1));
    if (histogram()) {
        range_.to = reachWithLimits(limits_, range_.to);
        for (const LimitLine& limit : limits_) {
            if (limit.ms < range_.from && limit.ms > range_.from / 2) {
                range_.from = limit.ms * 0.95;
            }
        }
    }
}

void DistributionChart::showBins(const LatencyHistogram&) {
    double most = 0;
    for (const ShareBin& bin : bins_) {
        most = std::max(most, bin.share * 100);
    }
    shownShare_ = steadyMaximum(shownShare_, most);
    steps_->replace(stepsOf(bins_, scale_));
    showShares(shownShare_);
}

void DistributionChart::showCurve(const LatencyHistogram& histogram) {
    Points points = cumulativeLine(histogram, 2 * std::max(width(), 1));
    for (QPointF& point : points) {
        point = {axisPlace(point.x(), scale_), point.y() * 100};
    }
    curve_->replace(points);
    showShares(100);
}

void DistributionChart::showShares(double most) {
    const QFontMetricsF metrics(axisFont(font()));
    setTicks(*y_, {0, most}, plotArea().height(), metrics.height() * 2);
}

/// Labels stand at values of our own choice: a logarithmic axis has them within a decade too.
void DistributionChart::showTicks() {
    const QFontMetricsF metrics(axisFont(font()));
    const int most =
        std::max(2, static_cast<int>(plotArea().width() / (metrics.averageCharWidth() * 8)));
    const std::vector<double> ticks =
        scale_ == XScale::Logarithmic
            ? logTicks(range_.from, range_.to, most)
            : ticksIn(range_.from, range_.to, niceStep(range_.span() / most));
    const double from = axisPlace(range_.from, scale_), to = axisPlace(range_.to, scale_);
    if (ticks == ticks_ && x_->min() == from && x_->max() == to) {
        return;
    }
    ticks_ = ticks;
    for (const QString& label : x_->categoriesLabels()) {
        x_->remove(label);
    }
    x_->setRange(from, to);
    for (const double tick : ticks) {
        x_->append(QLocale().toString(tick, 'g', 9), axisPlace(tick, scale_));
    }
}

void DistributionChart::applyColors() {
    PlotView::applyColors();
    styleAxis(*x_);
    styleAxis(*y_);
    QColor fill = colors().tokens;
    fill.setAlpha(110);
    area_->setBrush(fill);
    area_->setPen(Qt::NoPen);
    steps_->setPen(QPen(colors().tokens, 1));
    curve_->setPen(QPen(colors().tokens, 2));
    floor_->setPen(Qt::NoPen);
}

void DistributionChart::onPlaced() {
    shownShare_ = 0;
    refresh();
}

void DistributionChart::showEvent(QShowEvent* event) {
    PlotView::showEvent(event);
    placePlot();
}

}  // namespace sagebench::ui
