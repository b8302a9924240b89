// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/WorkloadFigures.h"

#include <array>

namespace sagebench {
namespace {

using Figures = WorkloadFigures;

constexpr std::array kKeys{
    FigureKey{"total_requests", &Figures::requests},
    FigureKey{"failed_requests", &Figures::failed},
    FigureKey{"request_throughput_rps", &Figures::requestRps},
    FigureKey{"output_throughput_tps", &Figures::outputTps},
    FigureKey{"avg_throughput_tps", &Figures::userTps},
    FigureKey{"avg_ttft_ms", &Figures::ttftAvg},
    FigureKey{"p50_ttft_ms", &Figures::ttftP50},
    FigureKey{"p95_ttft_ms", &Figures::ttftP95},
    FigureKey{"p99_ttft_ms", &Figures::ttftP99},
    FigureKey{"avg_tpot_ms", &Figures::tpotAvg},
    FigureKey{"p50_tpot_ms", &Figures::tpotP50},
    FigureKey{"p95_tpot_ms", &Figures::tpotP95},
    FigureKey{"p99_tpot_ms", &Figures::tpotP99},
    FigureKey{"avg_itl_ms", &Figures::itlAvg},
    FigureKey{"p50_itl_ms", &Figures::itlP50},
    FigureKey{"p95_itl_ms", &Figures::itlP95},
    FigureKey{"p99_itl_ms", &Figures::itlP99},
    FigureKey{"avg_e2el_ms", &Figures::e2elAvg},
    FigureKey{"p50_e2el_ms", &Figures::e2elP50},
    FigureKey{"p95_e2el_ms", &Figures::e2elP95},
    FigureKey{"p99_e2el_ms", &Figures::e2elP99},
    FigureKey{"goodput_rps", &Figures::goodputRps},
    FigureKey{"goodput_fraction", &Figures::goodputFraction},
    FigureKey{"due_rps", &Figures::dueRps},
    FigureKey{"sent_rps", &Figures::sentRps},
    FigureKey{"queue_growth_rps", &Figures::growthRps},
    FigureKey{"queue_growth_low_rps", &Figures::growthLow},
    FigureKey{"queue_growth_high_rps", &Figures::growthHigh},
};

}  // namespace

std::span<const FigureKey> figureKeys() {
    return kKeys;
}

WorkloadFigures figuresOf(const WorkloadMetrics& m) {
    WorkloadFigures out;
    out.name = m.name;
    out.requests = static_cast<double>(m.totalRequests);
    out.failed = static_cast<double>(m.failedRequests);
    out.requestRps = m.requestThroughputRps;
    out.outputTps = m.outputThroughputTps;
    out.userTps = m.avgThroughputTps;
    out.ttftAvg = m.ttft.avg;
    out.ttftP50 = m.ttft.p50;
    out.ttftP95 = m.ttft.p95;
    out.ttftP99 = m.ttft.p99;
    out.tpotAvg = m.tpot.avg;
    out.tpotP50 = m.tpot.p50;
    out.tpotP95 = m.tpot.p95;
    out.tpotP99 = m.tpot.p99;
    out.itlAvg = m.itl.avg;
    out.itlP50 = m.itl.p50;
    out.itlP95 = m.itl.p95;
    out.itlP99 = m.itl.p99;
    out.e2elAvg = m.e2el.avg;
    out.e2elP50 = m.e2el.p50;
    out.e2elP95 = m.e2el.p95;
    out.e2elP99 = m.e2el.p99;
    out.goodputRps = m.goodputRps;
    out.goodputFraction = m.goodputFraction;
    out.sloMet = m.sloMet;
    if (!m.validity.verdict.empty()) {
        out.validity = m.validity.verdict;
    }
    if (!out.doubt().empty() && !m.validity.reasons.empty()) {
        out.validityReason = m.validity.reasons.front();
    }
    return out;
}

}  // namespace sagebench
