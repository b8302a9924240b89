// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TileFigures.h"

namespace sagebench::ui {
namespace {

std::optional<double> percentileMs(const LatencyHistogram& histogram, double p) {
    const auto value = histogram.percentile(p);
    return value ? std::optional(toMs(*value)) : std::nullopt;
}

std::optional<double> over(double part, double whole) {
    return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

}  // namespace

TileFigures liveFigures(const RunSnapshot& snapshot, const WorkloadSeries& series,
                        std::optional<LiveGoodput> goodput) {
    const SeriesTotals& totals = series.totals();
    const auto ended = static_cast<double>(totals.ok + totals.failed);
    TileFigures figures;
    figures.ttftP50 = percentileMs(totals.ttft, 50);
    figures.ttftP99 = percentileMs(totals.ttft, 99);
    figures.tpotP50 = percentileMs(totals.tpot, 50);
    figures.itlP99 = percentileMs(totals.itl, 99);
    figures.outputTps = snapshot.outputTokensPerSecond;
    figures.requestsPs = over(static_cast<double>(snapshot.ok), toSeconds(snapshot.elapsed));
    figures.errorRate = over(static_cast<double>(totals.failed), ended);
    if (goodput) {
        const auto met = static_cast<double>(goodput->met);
        figures.goodputPs = over(met, toSeconds(snapshot.elapsed));
        figures.goodputFraction = over(met, static_cast<double>(goodput->judged));
    }
    if (!snapshot.validity.reasons.empty()) {
        figures.validity = snapshot.validity;
    }
    return figures;
}

TileFigures finalFigures(const WorkloadMetrics& metrics) {
    TileFigures figures;
    figures.ttftP50 = metrics.ttft.p50;
    figures.ttftP99 = metrics.ttft.p99;
    figures.tpotP50 = metrics.tpot.p50;
    figures.itlP99 = metrics.itl.p99;
    figures.outputTps = metrics.outputThroughputTps;
    figures.requestsPs = metrics.requestThroughputRps;
    figures.errorRate = metrics.errorRate;
    figures.goodputPs = metrics.goodputRps;
    figures.goodputFraction = metrics.goodputFraction;
    figures.ci95 = metrics.ci95;
    if (!metrics.validity.verdict.empty()) {
        figures.validity = metrics.validity;
    }
    return figures;
}

}  // namespace sagebench::ui
