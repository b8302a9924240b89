// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/HeadlineFigures.h"

namespace sagebench {
namespace {

using Metrics = WorkloadMetrics;
using Figure = std::optional<double>;

template <Distribution Metrics::*latency, Figure Distribution::*statistic>
Figure of(const Metrics& m) {
    return m.*latency.*statistic;
}

template <Figure Metrics::*figure>
Figure of(const Metrics& m) {
    return m.*figure;
}

constexpr HeadlineFigure kFigures[] = {
    {"avg_ttft_ms", "mean TTFT", true, of<&Metrics::ttft, &Distribution::avg>},
    {"p50_ttft_ms", "p50 TTFT", true, of<&Metrics::ttft, &Distribution::p50>},
    {"p95_ttft_ms", "p95 TTFT", true, of<&Metrics::ttft, &Distribution::p95>},
    {"p99_ttft_ms", "p99 TTFT", true, of<&Metrics::ttft, &Distribution::p99>},
    {"avg_tpot_ms", "mean TPOT", true, of<&Metrics::tpot, &Distribution::avg>},
    {"p50_tpot_ms", "p50 TPOT", true, of<&Metrics::tpot, &Distribution::p50>},
    {"p95_tpot_ms", "p95 TPOT", true, of<&Metrics::tpot, &Distribution::p95>},
    {"p99_tpot_ms", "p99 TPOT", true, of<&Metrics::tpot, &Distribution::p99>},
    {"avg_itl_ms", "mean ITL", true, of<&Metrics::itl, &Distribution::avg>},
    {"p50_itl_ms", "p50 ITL", true, of<&Metrics::itl, &Distribution::p50>},
    {"p95_itl_ms", "p95 ITL", true, of<&Metrics::itl, &Distribution::p95>},
    {"p99_itl_ms", "p99 ITL", true, of<&Metrics::itl, &Distribution::p99>},
    {"avg_e2el_ms", "mean E2EL", true, of<&Metrics::e2el, &Distribution::avg>},
    {"p50_e2el_ms", "p50 E2EL", true, of<&Metrics::e2el, &Distribution::p50>},
    {"p95_e2el_ms", "p95 E2EL", true, of<&Metrics::e2el, &Distribution::p95>},
    {"p99_e2el_ms", "p99 E2EL", true, of<&Metrics::e2el, &Distribution::p99>},
    {"request_throughput_rps", "requests/s", false, of<&Metrics::requestThroughputRps>},
    {"output_throughput_tps", "output tokens/s", false, of<&Metrics::outputThroughputTps>},
};

}  // namespace

std::span<const HeadlineFigure> headlineFigures() {
    return kFigures;
}

std::optional<ConfidenceInterval> intervalOf(const Metrics& metrics, std::string_view key) {
    const auto found = metrics.ci95.find(key);
    return found == metrics.ci95.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace sagebench
