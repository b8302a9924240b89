// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/MetricKeys.h"

#include <algorithm>
#include <array>

namespace sagebench {
namespace {

constexpr std::array kLatencies{"ttft",           "tpot",           "itl",     "icl", "e2el",
                                "ttft_scheduled", "e2el_scheduled", "send_lag"};
constexpr std::array kStatistics{"avg", "std", "min", "p50", "p90", "p95", "p99", "p999", "max"};
constexpr std::array kOthers{"avg_tbt_ms",
                             "avg_throughput_tps",
                             "peak_mem_mb",
                             "avg_mem_mb",
                             "mem_above_load_mb",
                             "error_rate",
                             "total_requests",
                             "successful_requests",
                             "failed_requests",
                             "cancelled_requests",
                             "kv_used_tokens",
                             "kv_used_bytes",
                             "prefix_hit_rate",
                             "evict_count",
                             "evict_ms",
                             "preempt_count",
                             "spec_accept_rate",
                             "total_time_s",
                             "start_time",
                             "end_time",
                             "request_throughput_rps",
                             "input_throughput_tps",
                             "output_throughput_tps",
                             "total_throughput_tps",
                             "total_input_tokens",
                             "total_output_tokens",
                             "goodput_rps",
                             "goodput_fraction",
                             "reconnects",
                             "mean_in_flight",
                             "peak_in_flight",
                             "coalesced_fraction",
                             "avg_prompt_tokens_asked",
                             "avg_prompt_tokens",
                             "avg_output_tokens_asked",
                             "avg_output_tokens",
                             "cached_prompt_fraction",
                             "mean_engine_in_flight",
                             "late_arrivals",
                             "peak_events_per_s",
                             "engine_prefill_tps",
                             "engine_decode_tps",
                             "model_load_ms"};

std::vector<std::string> makeKeys() {
    std::vector<std::string> keys(kOthers.begin(), kOthers.end());
    for (const std::string latency : kLatencies) {
        for (const std::string statistic : kStatistics) {
            keys.push_back(statistic + '_' + latency + "_ms");
        }
        keys.push_back("count_" + latency);
    }
    std::ranges::sort(keys);
    return keys;
}

}  // namespace

const std::vector<std::string>& numericMetricKeys() {
    static const std::vector<std::string> keys = makeKeys();
    return keys;
}

}  // namespace sagebench
