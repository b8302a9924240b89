// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Definitions.h"

namespace sagebench {
namespace {

constexpr Definition kDefinitions[] = {
    {"ttft", "TTFT",
     "time to first token: arrival of the first non-empty generated content (text, reasoning or "
     "tool "
     "call) minus the send, the moment before the first byte of the request is written on a "
     "connected "
     "socket"},
    {"ttft_scheduled", "TTFT from schedule",
     "the same from the moment the request was due, so with what the client kept waiting"},
    {"itl", "ITL",
     "inter-token latency: the gap before each chunk after the first, divided by the tokens in it "
     "and "
     "counted once for each; pooled over all requests. itl_basis says where the tokens of a chunk "
     "come "
     "from: token (told for each chunk), usage (the server's total, spread evenly) or chunk (each "
     "chunk "
     "counted as one token)"},
    {"icl", "ICL", "inter-chunk latency: the gap between chunks, undivided; what vLLM calls ITL"},
    {"tbt", "TBT", "time between tokens: the mean ITL"},
    {"tpot", "TPOT",
     "time per output token: (last content chunk - first token) / (output tokens - 1), of requests "
     "with "
     "at least 2 output tokens, as vLLM and MLPerf"},
    {"e2el", "E2EL",
     "end-to-end latency: last content chunk minus the send; without streamed content, end of the "
     "answer "
     "minus the send"},
    {"e2el_scheduled", "E2EL from schedule", "the same from the moment the request was due"},
    {"send_lag", "Send lag", "the send minus the moment the request was due"},
    {"percentiles", "Percentiles",
     "linear interpolation between closest ranks (Hyndman & Fan type 7, numpy's default), over all "
     "samples "
     "of successful requests; std is the population's"},
    {"ci95", "95 % interval",
     "an interval that holds the true figure of this engine and load in 95 of 100 runs: requests "
     "in "
     "order of their send, resampled in blocks of neighbours (circular block bootstrap; block "
     "length "
     "by Politis & White 2004); unknown for fewer than 20 requests or 8 blocks, and of a "
     "percentile "
     "that fewer than 8 blocks reach"},
    {"total_time_s", "Duration",
     "first send to last finish of measured requests, successful and failed; warm-up is in no "
     "figure"},
    {"request_throughput_rps", "Request throughput", "successful requests / duration"},
    {"output_throughput_tps", "Token throughput",
     "tokens of successful requests / duration: input, output, and both (total)"},
    {"avg_throughput_tps", "Throughput per request", "mean over requests of output tokens / E2EL"},
    {"total_requests", "Requests",
     "successful + failed; requests cancelled at the end of a run are counted apart"},
    {"error_rate", "Error rate", "failed / (successful + failed) requests, 0 to 1"},
    {"goodput", "Goodput",
     "successful requests a second that meet every SLO on each request, and their share of the "
     "successful and failed ones; unknown where the plan sets none"},
    {"slo", "SLO",
     "a limit on each request (ttft=200ms), met by a run whose share of requests within all of "
     "them is at least the target; or on a percentile of the run (p95:ttft=300ms), met where the "
     "percentile is known and not above it. A failed request and an unknown latency miss a limit; "
     "TPOT and TBT judge no answer of fewer than 2 tokens"},
    {"contract", "Contract",
     "thresholds on the figures of each workload; a figure that is not known does not pass one "
     "that is required"},
    {"in_flight", "In flight",
     "requests between their send and their end, by sweep line over the duration; one that ends "
     "when "
     "another "
     "starts is not counted with it"},
    {"mem_mb", "Memory",
     "resident memory of the engine's process (MiB), where it runs on this machine"},
    {"kv_used", "KV cache", "peak of tokens and bytes held in the KV cache"},
    {"prefix_hit_rate", "Prefix hit rate",
     "prompt tokens served from the prefix cache / all, 0 to 1"},
    {"evict_count", "Evictions",
     "cache entries dropped to make room, in evict_unit; preempted requests are in preempt_count"},
    {"spec_accept_rate", "Acceptance", "speculated tokens accepted / drafted, 0 to 1"},
    {"coalesced_fraction", "Coalesced",
     "chunks that arrived in one read with the chunk before / all chunks; their gaps are 0"},
    {"output_tokens", "Output tokens",
     "the server's usage where it tells, else content chunks counted (token_count_basis)"},
    {"validity", "Validity",
     "client_limited where the client was late or had no time: lateness p99 above max(25 ms, 10 % "
     "of the median TTFT), a thread busy above 90 %, read backlog p99 above max(1 ms, 25 % of the "
     "median ITL), or loop lag; machine_busy where others took its cores, the process stood still, "
     "or the network lost segments; too_few_samples below 20 successful requests; else valid"},
};

}  // namespace

std::span<const Definition> definitions() {
    return kDefinitions;
}

}  // namespace sagebench
