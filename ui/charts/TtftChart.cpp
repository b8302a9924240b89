// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TtftChart.h"

#include <algorithm>

#include "charts/ChartFeed.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr std::size_t kCoarsest = 32;
constexpr double kWidestBin = 12;

std::size_t cellCount(const PointCloud::Columns& columns) {
    std::size_t count = 0;
    for (const std::vector<Cell>& column : columns) {
        count += column.size();
    }
    return count;
}

}  // namespace

TtftChart::TtftChart(ChartFeed& feed, QWidget* parent)
    : TimeChart(feed, tr("TTFT over time"), definitionOf("ttft"), parent),
      cloud_(new PointCloud(chart())) {
    setLeftTitle(tr("TTFT (ms)"));
    showLimitsOf({SloMetric::Ttft});
    addLegend({tr("requests"),
               tr("TTFT of each request, where its first token came; requests of "
                  "about the same latency are one point, darker the more"),
               LegendEntry::Mark::Dots, &ChartColors::p50, Qt::SolidLine});
    addPercentile(tr("p50 so far"), &ChartColors::p50, Qt::SolidLine);
    addPercentile(tr("p95"), &ChartColors::p95, Qt::DashLine);
    addPercentile(tr("p99"), &ChartColors::p99, Qt::DotLine);
}

void TtftChart::addPercentile(const QString& name, QColor ChartColors::*colour, Qt::PenStyle dash) {
    const QString tip = tr("%1: percentile of all successful requests up to then").arg(name);
    addLine({{name, tip, LegendEntry::Mark::Line, colour, dash}, &format::ms, Side::Left});
}

void TtftChart::gather(const View& view) {
    if (view.range != shown_) {
        shown_ = view.range;
        startFine();
    }
    const Bins fine = view.bins(2);
    using Value = std::optional<double> SeriesBucket::*;
    const Value values[] = {&SeriesBucket::ttftP50Ms, &SeriesBucket::ttftP95Ms,
                            &SeriesBucket::ttftP99Ms};
    for (std::size_t i = 0; i < std::size(values); ++i) {
        const auto value = [which = values[i]](const SeriesBucket& bucket) {
            return bucket.*which;
        };
        setPoints(i, lastLine(view.buckets, fine, view.length, value), view.range.span() / 20);
    }
    showCells(view);
}

/// Where there would be too many to paint, bins get wider, then cells higher.
void TtftChart::showCells(const View& view) {
    for (;;) {
        const Bins bins = view.bins(binPixels_);
        const auto make = [this](const LatencyHistogram& h) { return cellsOf(h, step_); };
        const auto& cells =
            memo_.update(feed().source(), view.buckets, bins, &SeriesBucket::ttft, make);
        if (cellCount(cells) <= kMostCells || !coarsen()) {
            cloud_->setCells(cells, bins);
            return;
        }
    }
}

bool TtftChart::coarsen() {
    if (binPixels_ < kWidestBin) {
        binPixels_ *= 2;
    } else if (step_ < kCoarsest) {
        step_ *= 2;
    } else {
        return false;
    }
    memo_.clear();
    return true;
}

void TtftChart::startFine() {
    step_ = kFinest;
    binPixels_ = kNarrowestBin;
    memo_.clear();
}

void TtftChart::clearData() {
    startFine();
    cloud_->setCells({}, {});
}

void TtftChart::onScaled() {
    cloud_->setPlot(plot(), leftMaximum());
    cloud_->setColor(colors().points);
}

std::vector<Reading> TtftChart::extraReadings(double seconds) const {
    const Bins& bins = cloud_->bins();
    if (bins.count == 0 || seconds < bins.start(0) || seconds >= bins.start(bins.count)) {
        return {};
    }
    const auto at = static_cast<std::size_t>((seconds - bins.start(0)) / bins.seconds());
    const std::vector<Cell>& column = cloud_->cells().at(std::min(at, bins.count - 1));
    if (column.empty()) {
        return {};
    }
    std::uint64_t count = 0;
    for (const Cell& cell : column) {
        count += cell.count;
    }
    const QString least = format::ms(column.front().ms());
    const QString span =
        column.size() == 1 ? least : tr("%1 to %2").arg(least, format::ms(column.back().ms()));
    const QString name =
        count == 1 ? tr("1 request here") : tr("%1 requests here").arg(format::count(count));
    return {{name, span, colors().points}};
}

}  // namespace sagebench::ui
