// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/LoadChart.h"

#include "style/Format.h"

namespace sagebench::ui {

LoadChart::LoadChart(ChartFeed& feed, QWidget* parent)
    : TimeChart(feed, tr("Load"), definitionOf("in_flight"), parent) {
    setLeftTitle(tr("Requests"));
    addRightAxis(tr("Errors so far"));
    const auto add = [this](const QString& name, const QString& tip, QColor ChartColors::*colour,
                            Qt::PenStyle dash, Side side) {
        addLine({{name, tip, LegendEntry::Mark::Line, colour, dash}, &format::number, side});
    };
    add(tr("in flight"), tr("Requests sent and not ended, the most at a time (left axis)"),
        &ChartColors::inFlight, Qt::SolidLine, Side::Left);
    add(tr("queued"), tr("Requests due and not sent: they wait in the client (left axis)"),
        &ChartColors::queued, Qt::DashLine, Side::Left);
    add(tr("errors so far"), tr("Requests that failed up to then (right axis)"),
        &ChartColors::errors, Qt::DotLine, Side::Right);
}

void LoadChart::gather(const View& view) {
    const Bins bins = view.bins(2);
    const double reach = view.range.span() / 20;
    const auto inFlight = [](const SeriesBucket& bucket) { return bucket.inFlight; };
    const auto queued = [](const SeriesBucket& bucket) { return bucket.queued; };
    const auto failed = [](const SeriesBucket& b) { return static_cast<double>(b.failed); };
    setPoints(0, minMaxLine(view.buckets, bins, inFlight), reach);
    setPoints(1, minMaxLine(view.buckets, bins, queued), reach);
    setPoints(2, sumLine(view.buckets, bins, view.length, failed), reach);
}

}  // namespace sagebench::ui
