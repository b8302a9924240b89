// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ThroughputChart.h"

#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr double kBinPixels = 4;
constexpr double kTokensPerBin = 20;
constexpr double kRequestsPerBin = 5;

double tokensIn(const SeriesBucket& bucket) {
    return bucket.outputTokens;
}

double requestsIn(const SeriesBucket& bucket) {
    return static_cast<double>(bucket.ok);
}

}  // namespace

ThroughputChart::ThroughputChart(ChartFeed& feed, QWidget* parent)
    : TimeChart(feed, tr("Throughput"), definitionOf("output_throughput_tps"), parent) {
    setLeftTitle(tr("Output tokens/s"));
    addRightAxis(tr("Requests/s"));
    addLine({{tr("output tokens/s"), tr("Output tokens that arrived, a second (left axis)"),
              LegendEntry::Mark::Line, &ChartColors::tokens, Qt::SolidLine},
             [](double value) { return format::rate(value, tr("tok/s")); },
             Side::Left});
    addLine({{tr("requests/s"), tr("Requests that ended well, a second (right axis)"),
              LegendEntry::Mark::Line, &ChartColors::requests, Qt::DashLine},
             [](double value) { return format::rate(value, tr("req/s")); },
             Side::Right});
}

void ThroughputChart::gather(const View& view) {
    const Bins fine = view.bins(kBinPixels);
    const auto show = [&](std::size_t line, const BucketAmount& amount, double wanted) {
        const Bins bins = calmer(fine, view.buckets, view.range, amount, wanted);
        setPoints(line, rateLine(view.buckets, bins, view.length, amount), bins.seconds());
    };
    show(0, &tokensIn, kTokensPerBin);
    show(1, &requestsIn, kRequestsPerBin);
}

}  // namespace sagebench::ui
