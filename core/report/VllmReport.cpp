// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/VllmReport.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/JsonText.h"
#include "report/VllmRows.h"

namespace sagebench {
namespace {

/// Keys and values of the file, one a line. Long lists are added as text, so that they are never
/// held as a tree of values.
class Lines {
  public:
    void add(std::string_view key, std::string_view json) {
        fmt::format_to(std::back_inserter(out_), "{}\"{}\": {}", out_.empty() ? "{\n" : ",\n", key,
                       json);
    }
    template <class T>
    void addValue(std::string_view key, const T& value) {
        add(key, jsonText(value));
    }
    /// One list, element by element.
    void addList(std::string_view key, std::vector<VllmRow>& rows, std::string VllmRow::*member) {
        add(key, "[");
        bool first = true;
        for (VllmRow& row : rows) {
            out_ += first ? "" : ", ";
            out_ += row.*member;
            row.*member = std::string();  // a long run needs the room
            first = false;
        }
        out_ += ']';
    }
    std::string take() { return std::move(out_) + "\n}\n"; }

  private:
    std::string out_;
};

/// A closed loop sends as soon as there is a place: no rate holds it back. Ramps and traces have no
/// single rate.
void addLoad(Lines& out, const WorkloadSpec& spec, const WorkloadMetrics& m) {
    const ArrivalSpec& arrival = spec.arrival;
    const bool oneRate = arrival.isOpen() && arrival.process != ArrivalProcess::Trace &&
                         arrival.ramp.kind == LoadRamp::Kind::None && arrival.rate > 0;
    out.addValue("num_prompts", spec.numRequests > 0 ? static_cast<std::uint64_t>(spec.numRequests)
                                                     : m.totalRequests);
    out.add("request_rate", oneRate ? jsonText(arrival.rate) : "\"inf\"");
    out.addValue("burstiness", arrival.burstiness);
    out.addValue("max_concurrency", arrival.isOpen() ? arrival.maxInFlight : spec.concurrency);
}

void addHead(Lines& out, const RunInfo& run, const WorkloadSpec& spec) {
    out.addValue("date", vllmDate(run.t0UnixNanos));
    out.addValue("endpoint_type", run.engine.backend);
    out.addValue("backend", run.engine.backend);
    out.addValue("label", spec.name);
    out.addValue("model_id", run.engine.model);
    out.addValue("tokenizer_id", run.engine.model);
}

/// Most within one second.
struct Peaks {
    std::optional<double> tokens;  ///< output
    std::optional<std::uint64_t> requests;
};

Result<Peaks> peaksOf(const RecordSource& records) {
    const auto tokens = peakTokensPerSecond(records);
    const auto requests = peakRequestsInSecond(records);
    if (!tokens || !requests) {
        return tl::unexpected(!tokens ? tokens.error() : requests.error());
    }
    return Peaks{*tokens, *requests};
}

void addTotals(Lines& out, const WorkloadMetrics& m, const Peaks& peaks) {
    out.addValue("duration", m.durationSeconds);
    out.addValue("completed", m.successfulRequests);
    out.addValue("failed", m.failedRequests);
    out.addValue("total_input_tokens", m.totalInputTokens);
    out.addValue("total_output_tokens", m.totalOutputTokens);
    out.addValue("request_throughput", m.requestThroughputRps);
    out.addValue("request_goodput", m.goodputRps);
    out.addValue("output_throughput", m.outputThroughputTps);
    out.addValue("total_token_throughput", m.totalThroughputTps);
    out.addValue("max_output_tokens_per_s", peaks.tokens);
    out.addValue("max_concurrent_requests", peaks.requests);
}

void addLists(Lines& out, std::vector<VllmRow> rows) {
    out.addList("input_lens", rows, &VllmRow::inputLen);
    out.addList("output_lens", rows, &VllmRow::outputLen);
    out.addList("ttfts", rows, &VllmRow::ttft);
    out.addList("itls", rows, &VllmRow::itl);
    out.addList("start_times", rows, &VllmRow::startTime);
    out.addList("generated_texts", rows, &VllmRow::generatedText);
    out.addList("errors", rows, &VllmRow::error);
}

void addLatency(Lines& out, const std::string& name, const Distribution& d) {
    out.addValue("mean_" + name + "_ms", d.avg);
    out.addValue("median_" + name + "_ms", d.p50);
    out.addValue("std_" + name + "_ms", d.std);
    out.addValue("p50_" + name + "_ms", d.p50);
    out.addValue("p90_" + name + "_ms", d.p90);
    out.addValue("p95_" + name + "_ms", d.p95);
    out.addValue("p99_" + name + "_ms", d.p99);
}

}  // namespace

Result<std::string> vllmReport(const RunInfo& run, const WorkloadSpec& spec,
                               const WorkloadMetrics& metrics, const RecordSource& records) {
    auto rows = vllmRows(records);
    const auto peaks = peaksOf(records);
    if (!rows || !peaks) {
        return tl::unexpected(!rows ? rows.error() : peaks.error());
    }
    Lines out;
    addHead(out, run, spec);
    addLoad(out, spec, metrics);
    addTotals(out, metrics, *peaks);
    addLists(out, *std::move(rows));
    addLatency(out, "ttft", metrics.ttft);
    addLatency(out, "tpot", metrics.tpot);
    addLatency(out, "itl", metrics.icl);  // vLLM's ITL is the gap between chunks
    addLatency(out, "e2el", metrics.e2el);
    // Where vLLM has what --metadata adds.
    const std::string& verdict = metrics.validity.verdict;
    out.addValue("validity", verdict.empty() ? std::nullopt : std::optional(verdict));
    return out.take();
}

}  // namespace sagebench
