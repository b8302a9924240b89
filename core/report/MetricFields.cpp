// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/MetricFields.h"

#include <array>

#include "report/FieldValues.h"
#include "report/JsonReport.h"

namespace sagebench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Metrics = WorkloadMetrics;
using Fields = std::vector<MetricField>;

template <class T>
bool readInto(const json& value, T& out) {
    return value.is_null() || FieldValue<T>::from(value, out);
}

template <class T>
MetricField field(std::string key, T Metrics::*member) {
    return {std::move(key), [=](const Metrics& m) { return FieldValue<T>::to(m.*member); },
            [=](const json& value, Metrics& m) { return readInto(value, m.*member); },
            FieldValue<T>::kExpected};
}

template <class Part, class T>
MetricField field(std::string key, Part Metrics::*part, T Part::*member) {
    return {std::move(key), [=](const Metrics& m) { return FieldValue<T>::to(m.*part.*member); },
            [=](const json& value, Metrics& m) { return readInto(value, m.*part.*member); },
            FieldValue<T>::kExpected};
}

MetricField whole(std::string key, std::optional<double> EngineFigures::*member) {
    MetricField out = field(std::move(key), &Metrics::engine, member);
    out.write = [=](const Metrics& m) { return wholeNumber(m.engine.*member); };
    return out;
}

/// The same in every file of this version; nothing to read.
MetricField constant(std::string key, ordered_json value) {
    return {std::move(key), [=](const Metrics&) { return value; },
            [](const json&, Metrics&) { return true; }, ""};
}

struct Statistic {
    const char* prefix;
    std::optional<double> Distribution::*member;
};

constexpr std::array<Statistic, 9> kStatistics{{{"avg", &Distribution::avg},
                                                {"std", &Distribution::std},
                                                {"min", &Distribution::min},
                                                {"p50", &Distribution::p50},
                                                {"p90", &Distribution::p90},
                                                {"p95", &Distribution::p95},
                                                {"p99", &Distribution::p99},
                                                {"p999", &Distribution::p999},
                                                {"max", &Distribution::max}}};

void addFirstContract(Fields& out) {
    out.push_back(field("avg_ttft_ms", &Metrics::ttft, &Distribution::avg));
    out.push_back(field("p50_ttft_ms", &Metrics::ttft, &Distribution::p50));
    out.push_back(field("p95_ttft_ms", &Metrics::ttft, &Distribution::p95));
    out.push_back(field("p99_ttft_ms", &Metrics::ttft, &Distribution::p99));
    out.push_back(field("avg_tbt_ms", &Metrics::avgTbtMs));
    out.push_back(field("avg_tpot_ms", &Metrics::tpot, &Distribution::avg));
    out.push_back(field("avg_throughput_tps", &Metrics::avgThroughputTps));
    out.push_back(field("peak_mem_mb", &Metrics::memory, &MemoryFigures::peakMb));
    out.push_back(field("avg_mem_mb", &Metrics::memory, &MemoryFigures::avgMb));
    out.push_back(field("error_rate", &Metrics::errorRate));
    out.push_back(field("total_requests", &Metrics::totalRequests));
    out.push_back(field("successful_requests", &Metrics::successfulRequests));
    out.push_back(field("failed_requests", &Metrics::failedRequests));
    out.push_back(whole("kv_used_tokens", &EngineFigures::kvUsedTokens));
    out.push_back(whole("kv_used_bytes", &EngineFigures::kvUsedBytes));
    out.push_back(field("prefix_hit_rate", &Metrics::engine, &EngineFigures::prefixHitRate));
    out.push_back(whole("evict_count", &EngineFigures::evictCount));
    out.push_back(field("evict_ms", &Metrics::engine, &EngineFigures::evictMs));
    out.push_back(field("spec_accept_rate", &Metrics::engine, &EngineFigures::specAcceptRate));
    out.push_back(field("total_time_s", &Metrics::durationSeconds));
    out.push_back(field("start_time", &Metrics::startTime));
    out.push_back(field("end_time", &Metrics::endTime));
}

/// The nine statistics and the count of one latency, without those that stand already.
void addLatency(Fields& out, const std::string& name, Distribution Metrics::*latency) {
    for (const Statistic& statistic : kStatistics) {
        std::string key = std::string(statistic.prefix) + '_' + name + "_ms";
        const bool stands =
            std::any_of(out.begin(), out.end(), [&](const auto& f) { return f.key == key; });
        if (!stands) {
            out.push_back(field(std::move(key), latency, statistic.member));
        }
    }
    out.push_back(field("count_" + name, latency, &Distribution::count));
}

void addLatencies(Fields& out) {
    addLatency(out, "ttft", &Metrics::ttft);
    addLatency(out, "tpot", &Metrics::tpot);
    addLatency(out, "itl", &Metrics::itl);
    addLatency(out, "icl", &Metrics::icl);
    addLatency(out, "e2el", &Metrics::e2el);
    addLatency(out, "ttft_scheduled", &Metrics::ttftScheduled);
    addLatency(out, "e2el_scheduled", &Metrics::e2elScheduled);
    addLatency(out, "send_lag", &Metrics::sendLag);
}

void addRunFigures(Fields& out) {
    out.push_back(field("request_throughput_rps", &Metrics::requestThroughputRps));
    out.push_back(field("input_throughput_tps", &Metrics::inputThroughputTps));
    out.push_back(field("output_throughput_tps", &Metrics::outputThroughputTps));
    out.push_back(field("total_throughput_tps", &Metrics::totalThroughputTps));
    out.push_back(field("total_input_tokens", &Metrics::totalInputTokens));
    out.push_back(field("total_output_tokens", &Metrics::totalOutputTokens));
    out.push_back(field("goodput_rps", &Metrics::goodputRps));
    out.push_back(field("goodput_fraction", &Metrics::goodputFraction));
    out.push_back(field("cancelled_requests", &Metrics::cancelledRequests));
    out.push_back(field("errors_by_category", &Metrics::errorsByCategory));
    out.push_back(field("reconnects", &Metrics::reconnects));
    out.push_back(field("mean_in_flight", &Metrics::meanInFlight));
    out.push_back(field("peak_in_flight", &Metrics::peakInFlight));
    out.push_back(field("evict_unit", &Metrics::engine, &EngineFigures::evictUnit));
    out.push_back(whole("preempt_count", &EngineFigures::preemptCount));
    out.push_back(field("mem_above_load_mb", &Metrics::memory, &MemoryFigures::aboveLoadMb));
}

void addQuality(Fields& out) {
    out.push_back(field("coalesced_fraction", &Metrics::coalescedFraction));
    out.push_back(field("stamp_source", &Metrics::stampSource));
    out.push_back(field("validity", &Metrics::validity));
    out.push_back(field("itl_basis", &Metrics::itlBasis));
    out.push_back(field("token_count_basis", &Metrics::tokenCountBasis));
    out.push_back(constant("percentile_method",
                           "linear interpolation between closest ranks (Hyndman & Fan type 7)"));
    out.push_back(field("interrupted", &Metrics::interrupted));
    out.push_back(constant("schema_version", kSchemaVersion));
}

void addFurther(Fields& out) {
    out.push_back(field("avg_prompt_tokens_asked", &Metrics::avgPromptTokensAsked));
    out.push_back(field("avg_prompt_tokens", &Metrics::avgPromptTokens));
    out.push_back(field("avg_output_tokens_asked", &Metrics::avgOutputTokensAsked));
    out.push_back(field("avg_output_tokens", &Metrics::avgOutputTokens));
    out.push_back(field("cached_prompt_fraction", &Metrics::cachedPromptFraction));
    out.push_back(field("mean_engine_in_flight", &Metrics::engine, &EngineFigures::meanRunning));
    out.push_back(whole("late_arrivals", &EngineFigures::lateArrivals));
    out.push_back(field("engine_prefill_tps", &Metrics::engine, &EngineFigures::prefillTps));
    out.push_back(field("engine_decode_tps", &Metrics::engine, &EngineFigures::decodeTps));
    out.push_back(field("model_load_ms", &Metrics::engine, &EngineFigures::modelLoadMs));
    out.push_back(field("first_errors", &Metrics::firstErrors));
    out.push_back(field("warnings", &Metrics::warnings));
    out.push_back(field("slo", &Metrics::slos));
    out.push_back(field("slo_met", &Metrics::sloMet));
    out.push_back(field("ci95", &Metrics::ci95));
    out.push_back(field("client", &Metrics::client));
    out.push_back(field("peak_events_per_s", &Metrics::peakEventsPerSecond));
    out.push_back(field("client_error", &Metrics::clientError));
}

Fields makeFields() {
    Fields out;
    addFirstContract(out);
    addLatencies(out);
    addRunFigures(out);
    addQuality(out);
    addFurther(out);
    return out;
}

}  // namespace

bool MetricField::fitsCell() const {
    return key == "validity" ||
           !(expected.starts_with("an object") || expected.starts_with("a list"));
}

const std::vector<MetricField>& metricFields() {
    static const Fields fields = makeFields();
    return fields;
}

}  // namespace sagebench
