// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/VllmReport.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/FieldValues.h"
#include "report/VllmRows.h"

namespace sagebench {
namespace {

using nlohmann::ordered_json;

template <class T>
ordered_json value(const std::optional<T>& figure) {
    return FieldValue<std::optional<T>>::to(figure);
}

/// Keys and values of the file, one a line. Long lists are added as text, so that they are never
/// held as a tree of values.
class Lines {
  public:
    void add(std::string_view key, const ordered_json& json) {
        addText(key, json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
    }
    void addText(std::string_view key, std::string_view json) {
        fmt::format_to(std::back_inserter(out_), "{}\"{}\": {}", out_.empty() ? "{\n" : ",\n", key,
                       json);
    }
    std::string take() { return std::move(out_) + "\n}\n"; }

  private:
    std::string out_;
};

void addHead(Lines& out, const RunInfo& run, const WorkloadSpec& spec) {
    out.add("date", vllmDate(run.t0UnixNanos));
    out.add("endpoint_type", run.engine.backend);
    out.add("backend", run.engine.backend);
    out.add("label", spec.name);
    out.add("model_id", run.engine.model);
    out.add("tokenizer_id", run.engine.model);
    out.add("num_prompts", spec.numRequests);
    // Requests of a closed loop are sent as soon as there is a place: no rate holds them back.
    out.add("request_rate", "inf");
    out.add("burstiness", 1.0);
    out.add("max_concurrency", spec.concurrency ? ordered_json(*spec.concurrency) : nullptr);
}

void addTotals(Lines& out, const WorkloadMetrics& m, std::optional<double> peakTokensPerSecond) {
    out.add("duration", value(m.durationSeconds));
    out.add("completed", m.successfulRequests);
    out.add("failed", m.failedRequests);
    out.add("total_input_tokens", value(m.totalInputTokens));
    out.add("total_output_tokens", value(m.totalOutputTokens));
    out.add("request_throughput", value(m.requestThroughputRps));
    out.add("request_goodput", value(m.goodputRps));
    out.add("output_throughput", value(m.outputThroughputTps));
    out.add("total_token_throughput", value(m.totalThroughputTps));
    out.add("max_output_tokens_per_s", value(peakTokensPerSecond));
    out.add("max_concurrent_requests", value(m.peakInFlight));
}

void addLists(Lines& out, const std::vector<VllmRow>& rows) {
    const auto list = [&](std::string_view key, std::string VllmRow::*member) {
        std::string text = "[";
        for (const VllmRow& row : rows) {
            text += (text.size() > 1 ? ", " : "") + row.*member;
        }
        out.addText(key, text + ']');
    };
    list("input_lens", &VllmRow::inputLen);
    list("output_lens", &VllmRow::outputLen);
    list("ttfts", &VllmRow::ttft);
    list("itls", &VllmRow::itl);
    list("start_times", &VllmRow::startTime);
    list("generated_texts", &VllmRow::generatedText);
    list("errors", &VllmRow::error);
}

void addLatency(Lines& out, const std::string& name, const Distribution& d) {
    out.add("mean_" + name + "_ms", value(d.avg));
    out.add("median_" + name + "_ms", value(d.p50));
    out.add("std_" + name + "_ms", value(d.std));
    out.add("p50_" + name + "_ms", value(d.p50));
    out.add("p90_" + name + "_ms", value(d.p90));
    out.add("p95_" + name + "_ms", value(d.p95));
    out.add("p99_" + name + "_ms", value(d.p99));
}

}  // namespace

Result<std::string> vllmReport(const RunInfo& run, const WorkloadSpec& spec,
                               const WorkloadMetrics& metrics, const RecordSource& records) {
    const auto rows = vllmRows(records);
    const auto peak = peakTokensPerSecond(records);
    if (!rows || !peak) {
        return tl::unexpected(!rows ? rows.error() : peak.error());
    }
    Lines out;
    addHead(out, run, spec);
    addTotals(out, metrics, *peak);
    addLists(out, *rows);
    addLatency(out, "ttft", metrics.ttft);
    addLatency(out, "tpot", metrics.tpot);
    addLatency(out, "itl", metrics.icl);  // vLLM's ITL is the gap between chunks
    addLatency(out, "e2el", metrics.e2el);
    return out.take();
}

}  // namespace sagebench
