// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MetricNames.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <iterator>

#include "metrics/Definitions.h"

namespace sagebench::ui {
namespace {

using Kind = MetricColumn::Kind;

constexpr const char* kContext = "Metrics";
constexpr int kGroupStride = 1000;
constexpr double kPercent = 100;
constexpr double kMiB = 1.0 / (1024 * 1024);

QString tr(const char* text) {
    return QCoreApplication::translate(kContext, text);
}

const Definition* definitionOf(std::string_view key) {
    const auto all = definitions();
    const auto it =
        std::find_if(all.begin(), all.end(), [&](const auto& d) { return d.key == key; });
    return it == all.end() ? nullptr : &*it;
}

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// A metric that is one number a workload. `definition`: a key of definitions(), else the sentence.
struct Scalar {
    const char* key;
    const char* group;
    const char* label;
    const char* unit;
    const char* definition;
    Kind kind = Kind::Number;
    double scale = 1;
};

#define TR(text) QT_TRANSLATE_NOOP("Metrics", text)

constexpr Scalar kScalars[] = {
    {"validity", TR("Run"), TR("Validity"), "", "validity", Kind::Text},
    {"interrupted", TR("Run"), TR("Stopped early"), "",
     TR("the workload was stopped before its last request"), Kind::Text},
    {"total_time_s", TR("Run"), TR("Duration"), TR("s"), "total_time_s"},
    {"start_time", TR("Run"), TR("Start"), "", TR("when its first request was sent"), Kind::Time},
    {"end_time", TR("Run"), TR("End"), "", TR("when its last request ended"), Kind::Time},
    {"total_requests", TR("Requests"), TR("Requests"), "", "total_requests", Kind::Count},
    {"successful_requests", TR("Requests"), TR("OK"), "", TR("requests that succeeded"),
     Kind::Count},
    {"failed_requests", TR("Requests"), TR("Failed"), "",
     TR("requests that failed; their errors are listed below"), Kind::Count},
    {"cancelled_requests", TR("Requests"), TR("Cancelled"), "",
     TR("requests cancelled at the end of a run; in no other figure"), Kind::Count},
    {"error_rate", TR("Requests"), TR("Error rate"), "%",
     TR("failed / (successful + failed) requests"), Kind::Number, kPercent},
    {"reconnects", TR("Requests"), TR("Sent again"), "",
     TR("requests written once more because a kept connection turned out to be closed; no "
        "failures"),
     Kind::Count},
    {"avg_tbt_ms", TR("ITL"), TR("TBT avg"), TR("ms"), "tbt"},
    {"output_throughput_tps", TR("Throughput"), TR("Output"), TR("tok/s"), "output_throughput_tps"},
    {"request_throughput_rps", TR("Throughput"), TR("Requests"), TR("req/s"),
     "request_throughput_rps"},
    {"input_throughput_tps", TR("Throughput"), TR("Input"), TR("tok/s"), "output_throughput_tps"},
    {"total_throughput_tps", TR("Throughput"), TR("Total"), TR("tok/s"), "output_throughput_tps"},
    {"avg_throughput_tps", TR("Throughput"), TR("Per request"), TR("tok/s"), "avg_throughput_tps"},
    {"goodput_rps", TR("Throughput"), TR("Goodput"), TR("req/s"), "goodput"},
    {"goodput_fraction", TR("Throughput"), TR("Goodput share"), "%",
     TR("share of requests that meet every SLO of the plan; unknown where it sets none"),
     Kind::Number, kPercent},
    {"slo_met", TR("Throughput"), TR("SLOs met"), "",
     TR("whether all SLOs of the plan are met; unknown where it sets none"), Kind::Text},
    {"mean_in_flight", TR("Load"), TR("In flight avg"), "", "in_flight"},
    {"peak_in_flight", TR("Load"), TR("In flight peak"), "", "in_flight", Kind::Count},
    {"peak_events_per_s", TR("Load"), TR("Events peak"), TR("/s"),
     TR("content chunks within the busiest second"), Kind::Count},
    {"mean_engine_in_flight", TR("Load"), TR("In engine avg"), "",
     TR("requests running and waiting in the engine, as it tells itself")},
    {"late_arrivals", TR("Load"), TR("Late arrivals"), "",
     TR("requests handed over after their virtual time"), Kind::Count},
    {"total_input_tokens", TR("Tokens"), TR("Input tokens"), "",
     TR("prompt tokens of all successful requests"), Kind::Count},
    {"total_output_tokens", TR("Tokens"), TR("Output tokens"), "", "output_tokens", Kind::Count},
    {"avg_prompt_tokens_asked", TR("Tokens"), TR("Prompt asked"), TR("tok"),
     TR("prompt tokens asked for, mean over requests")},
    {"avg_prompt_tokens", TR("Tokens"), TR("Prompt actual"), TR("tok"),
     TR("prompt tokens as the server counts them, mean over requests")},
    {"avg_output_tokens_asked", TR("Tokens"), TR("Output asked"), TR("tok"),
     TR("output tokens asked for, mean over requests")},
    {"avg_output_tokens", TR("Tokens"), TR("Output actual"), TR("tok"),
     TR("output tokens that came, mean over requests")},
    {"prefix_hit_rate", TR("Engine"), TR("Prefix hits"), "%",
     TR("share of the prompt tokens that came from the prefix cache, as the engine tells"),
     Kind::Number, kPercent},
    {"cached_prompt_fraction", TR("Engine"), TR("Cached prompts"), "%",
     TR("share of the prompt tokens that came from the prefix cache, as requests tell"),
     Kind::Number, kPercent},
    {"spec_accept_rate", TR("Engine"), TR("Acceptance"), "%",
     TR("speculated tokens accepted / drafted"), Kind::Number, kPercent},
    {"engine_prefill_tps", TR("Engine"), TR("Prefill speed"), TR("tok/s"),
     TR("prompt tokens a second while the engine processed only prompts")},
    {"engine_decode_tps", TR("Engine"), TR("Decode speed"), TR("tok/s"),
     TR("tokens a second while all that ran was generating")},
    {"model_load_ms", TR("Engine"), TR("Model load"), TR("ms"),
     TR("from opening the model file to a model that has run once")},
    {"kv_used_tokens", TR("Engine"), TR("KV cache"), TR("tok"), "kv_used", Kind::Count},
    {"kv_used_bytes", TR("Engine"), TR("KV cache size"), TR("MiB"), "kv_used", Kind::Number, kMiB},
    {"evict_count", TR("Engine"), TR("Evictions"), "", "evict_count", Kind::Count},
    {"evict_unit", TR("Engine"), TR("Evicted are"), "", "evict_count", Kind::Text},
    {"evict_ms", TR("Engine"), TR("Eviction time"), TR("ms"),
     TR("time that the engine spent on evictions")},
    {"preempt_count", TR("Engine"), TR("Preemptions"), "",
     TR("requests that the engine interrupted to make room for others"), Kind::Count},
    {"peak_mem_mb", TR("Memory"), TR("Memory peak"), TR("MiB"), "mem_mb"},
    {"avg_mem_mb", TR("Memory"), TR("Memory avg"), TR("MiB"), "mem_mb"},
    {"mem_above_load_mb", TR("Memory"), TR("Above load"), TR("MiB"),
     TR("peak of the engine's memory above its level before the model was loaded")},
    {"coalesced_fraction", TR("Measurement"), TR("Coalesced"), "%",
     TR("share of chunks that arrived in one read with the chunk before; their gaps are 0"),
     Kind::Number, kPercent},
    {"stamp_source", TR("Measurement"), TR("Stamps by"), "",
     TR("who took the arrival stamps: the kernel when the bytes came in, or the reader"),
     Kind::Text},
    {"itl_basis", TR("Measurement"), TR("ITL rests on"), "", "itl", Kind::Text},
    {"token_count_basis", TR("Measurement"), TR("Tokens by"), "", "output_tokens", Kind::Text},
};

#undef TR

constexpr std::array kGroups{"Run",
                             "Requests",
                             "TTFT",
                             "TPOT",
                             "ITL",
                             "ICL",
                             "E2EL",
                             "TTFT from schedule",
                             "E2EL from schedule",
                             "Send lag",
                             "Throughput",
                             "Load",
                             "Tokens",
                             "Engine",
                             "Memory",
                             "Measurement"};

struct Statistic {
    const char* prefix;
    const char* label;
};

constexpr std::array kStatistics{Statistic{"avg", QT_TRANSLATE_NOOP("Metrics", "avg")},
                                 Statistic{"p50", "p50"},
                                 Statistic{"p90", "p90"},
                                 Statistic{"p95", "p95"},
                                 Statistic{"p99", "p99"},
                                 Statistic{"p999", "p99.9"},
                                 Statistic{"min", QT_TRANSLATE_NOOP("Metrics", "min")},
                                 Statistic{"max", QT_TRANSLATE_NOOP("Metrics", "max")},
                                 Statistic{"std", QT_TRANSLATE_NOOP("Metrics", "std")},
                                 Statistic{"count", QT_TRANSLATE_NOOP("Metrics", "samples")}};

int groupOrder(std::string_view group) {
    const auto it = std::find(kGroups.begin(), kGroups.end(), group);
    return static_cast<int>(it - kGroups.begin()) * kGroupStride;
}

QString sentence(const char* definition) {
    const Definition* known = definitionOf(definition);
    return known ? fromView(known->text) : tr(definition);
}

MetricName nameOf(const Scalar& scalar, int position) {
    MetricName name;
    name.group = tr(scalar.group);
    name.label = tr(scalar.label);
    name.unit = *scalar.unit ? tr(scalar.unit) : QString();
    name.definition = sentence(scalar.definition);
    name.kind = scalar.kind;
    name.scale = scalar.scale;
    // After the statistics of a group that has them.
    name.order = groupOrder(scalar.group) + static_cast<int>(kStatistics.size()) + position;
    return name;
}

MetricName nameOf(const Definition& latency, std::size_t statistic) {
    const bool isCount = std::string_view(kStatistics[statistic].prefix) == "count";
    MetricName name;
    name.group = tr(latency.label.data());
    name.label = name.group + ' ' + tr(kStatistics[statistic].label);
    name.unit = isCount ? QString() : tr("ms");
    name.definition = fromView(latency.text);
    name.kind = isCount ? Kind::Count : Kind::Number;
    name.order = groupOrder(latency.label) + static_cast<int>(statistic);
    return name;
}

MetricName latencyName(const QString& key) {
    static const QRegularExpression kForm("^([a-z0-9]+)_(.+?)(_ms)?$");
    const auto match = kForm.match(key);
    const auto statistic = std::find_if(kStatistics.begin(), kStatistics.end(), [&](const auto& s) {
        return match.captured(1) == QLatin1String(s.prefix);
    });
    const Definition* latency = definitionOf(match.captured(2).toStdString());
    if (statistic == kStatistics.end() || !latency) {
        return {tr("Further"), key, {}, key, Kind::Number, 1, groupOrder("Further")};
    }
    return nameOf(*latency, static_cast<std::size_t>(statistic - kStatistics.begin()));
}

}  // namespace

MetricName metricName(const QString& key) {
    const auto scalar = std::find_if(std::begin(kScalars), std::end(kScalars),
                                     [&](const Scalar& s) { return key == QLatin1String(s.key); });
    return scalar == std::end(kScalars)
               ? latencyName(key)
               : nameOf(*scalar, static_cast<int>(scalar - std::begin(kScalars)));
}

}  // namespace sagebench::ui
