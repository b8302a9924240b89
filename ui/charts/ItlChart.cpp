// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ItlChart.h"

#include "charts/ChartFeed.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr double kBinPixels = 4;
/// So that a p95 is more than one token's luck.
constexpr double kTokensPerBin = 40;

}  // namespace

ItlChart::ItlChart(ChartFeed& feed, QWidget* parent)
    : TimeChart(feed, tr("Inter-token latency"), definitionOf("itl"), parent) {
    setLeftTitle(tr("ITL (ms)"));
    showLimitsOf({SloMetric::Tpot, SloMetric::Tbt, SloMetric::Itl});
    const auto add = [this](const QString& name, QColor ChartColors::*colour, Qt::PenStyle dash) {
        const QString tip =
            tr("%1 of the gaps of tokens that arrived at about that time").arg(name);
        addLine({{name, tip, LegendEntry::Mark::Line, colour, dash}, &format::ms, Side::Left});
    };
    add(tr("p50"), &ChartColors::p50, Qt::SolidLine);
    add(tr("p95"), &ChartColors::p95, Qt::DashLine);
    add(tr("p99"), &ChartColors::p99, Qt::DotLine);
    addBand(0, 1);
    addBand(1, 2);
}

void ItlChart::gather(const View& view) {
    const auto tokens = [](const SeriesBucket& bucket) {
        return static_cast<double>(bucket.itl.total());
    };
    const Bins bins =
        calmer(view.bins(kBinPixels), view.buckets, view.range, tokens, kTokensPerBin);
    const auto& values =
        memo_.update(feed().source(), view.buckets, bins, &SeriesBucket::itl, &percentilesOf);
    using Which = double Percentiles::*;
    const Which which[] = {&Percentiles::p50, &Percentiles::p95, &Percentiles::p99};
    for (std::size_t i = 0; i < std::size(which); ++i) {
        setPoints(i, percentileLine(values, bins, which[i]), bins.seconds());
    }
}

}  // namespace sagebench::ui
