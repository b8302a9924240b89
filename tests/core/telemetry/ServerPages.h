// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sagebench::test {

/// Pages in the shape that each server writes.
inline std::string vllmPage(int hits, int queries, int preemptions, int accepted, int drafted,
                            int running, int waiting, const std::string& kv) {
    const auto n = [](int value) { return std::to_string(value) + ".0\n"; };
    const std::string labels = "{engine=\"0\",model_name=\"meta-llama/Llama-3.1-8B-Instruct\"} ";
    return "# HELP vllm:num_requests_running Number of requests in model execution batches.\n"
           "# TYPE vllm:num_requests_running gauge\n"
           "vllm:num_requests_running" +
           labels + n(running) +
           "# HELP vllm:num_requests_waiting Number of requests waiting to be processed.\n"
           "# TYPE vllm:num_requests_waiting gauge\n"
           "vllm:num_requests_waiting" +
           labels + n(waiting) +
           "# HELP vllm:kv_cache_usage_perc KV-cache usage. 1 means 100 percent usage.\n"
           "# TYPE vllm:kv_cache_usage_perc gauge\n"
           "vllm:kv_cache_usage_perc" +
           labels + kv +
           "\n"
           "# HELP vllm:prefix_cache_queries_total Prefix cache queries, in terms of number of "
           "queried tokens.\n"
           "# TYPE vllm:prefix_cache_queries_total counter\n"
           "vllm:prefix_cache_queries_total" +
           labels + n(queries) +
           "# TYPE vllm:prefix_cache_queries_created gauge\n"
           "vllm:prefix_cache_queries_created" +
           labels +
           "1.7356e+09\n"
           "# HELP vllm:prefix_cache_hits_total Prefix cache hits, in terms of number of cached "
           "tokens.\n"
           "# TYPE vllm:prefix_cache_hits_total counter\n"
           "vllm:prefix_cache_hits_total" +
           labels + n(hits) +
           "# TYPE vllm:num_preemptions_total counter\n"
           "vllm:num_preemptions_total" +
           labels + n(preemptions) +
           "# TYPE vllm:spec_decode_num_draft_tokens_total counter\n"
           "vllm:spec_decode_num_draft_tokens_total" +
           labels + n(drafted) +
           "# TYPE vllm:spec_decode_num_accepted_tokens_total counter\n"
           "vllm:spec_decode_num_accepted_tokens_total" +
           labels + n(accepted) +
           "# TYPE vllm:time_to_first_token_seconds histogram\n"
           "vllm:time_to_first_token_seconds_bucket{engine=\"0\",le=\"+Inf\",model_name=\"m\"} "
           "12.0\n";
}

inline std::string llamaPage(int cached, int computed, int accepted, int drafted, int processing,
                             int deferred) {
    const auto n = [](int value) { return std::to_string(value) + "\n"; };
    return "# HELP llamacpp:prompt_tokens_total Number of prompt tokens processed, excluding "
           "cached tokens\n"
           "# TYPE llamacpp:prompt_tokens_total counter\n"
           "llamacpp:prompt_tokens_total " +
           n(computed) +
           "# HELP llamacpp:prompt_tokens_cached_total Number of prompt tokens reused from the "
           "cache\n"
           "# TYPE llamacpp:prompt_tokens_cached_total counter\n"
           "llamacpp:prompt_tokens_cached_total " +
           n(cached) +
           "# HELP llamacpp:n_tokens_max Largest observed sequence length (prompt + generation)\n"
           "# TYPE llamacpp:n_tokens_max counter\n"
           "llamacpp:n_tokens_max 4096\n"
           "# TYPE llamacpp:spec_decode_num_draft_tokens_total counter\n"
           "llamacpp:spec_decode_num_draft_tokens_total " +
           n(drafted) +
           "# TYPE llamacpp:spec_decode_num_accepted_tokens_total counter\n"
           "llamacpp:spec_decode_num_accepted_tokens_total " +
           n(accepted) +
           "# TYPE llamacpp:requests_processing gauge\n"
           "llamacpp:requests_processing " +
           n(processing) +
           "# TYPE llamacpp:requests_deferred gauge\n"
           "llamacpp:requests_deferred " +
           n(deferred);
}

inline std::string sglangPage(int promptTokens, const std::string& cachedTokensLine, int evicted,
                              int retracted, int usedTokens, const std::string& acceptRate) {
    const auto n = [](int value) { return std::to_string(value) + ".0\n"; };
    const std::string labels = "{engine_type=\"unified\",model_name=\"m\",tp_rank=\"0\"} ";
    return "# TYPE sglang:prompt_tokens_total counter\n"
           "sglang:prompt_tokens_total{model_name=\"m\"} " +
           n(promptTokens) + "# TYPE sglang:cached_tokens_total counter\n" + cachedTokensLine +
           "# TYPE sglang:evicted_tokens_total counter\n"
           "sglang:evicted_tokens_total{cache_type=\"RadixCache\"} " +
           n(evicted) +
           "# TYPE sglang:num_retracted_reqs gauge\n"
           "sglang:num_retracted_reqs" +
           labels +
           "1.0\n"
           "# TYPE sglang:num_retracted_requests_total counter\n"
           "sglang:num_retracted_requests_total" +
           labels + n(retracted) +
           "# TYPE sglang:cache_hit_rate gauge\n"
           "sglang:cache_hit_rate" +
           labels +
           "0.9\n"
           "# TYPE sglang:num_used_tokens gauge\n"
           "sglang:num_used_tokens" +
           labels + n(usedTokens) +
           "# TYPE sglang:token_usage gauge\n"
           "sglang:token_usage" +
           labels +
           "0.28\n"
           "# TYPE sglang:spec_accept_rate gauge\n"
           "sglang:spec_accept_rate" +
           labels + acceptRate + "\n";
}

inline std::string lmdeployPage(const std::string& hitRate) {
    const std::string labels = "{engine=\"0\",model_name=\"internlm3\"} ";
    return "# TYPE lmdeploy:num_requests_running gauge\n"
           "lmdeploy:num_requests_running" +
           labels +
           "3.0\n"
           "# TYPE lmdeploy:num_requests_waiting gauge\n"
           "lmdeploy:num_requests_waiting" +
           labels +
           "1.0\n"
           "# TYPE lmdeploy:gpu_cache_usage_perc gauge\n"
           "lmdeploy:gpu_cache_usage_perc" +
           labels +
           "0.5\n"
           "# TYPE lmdeploy:prefix_cache_hit_rate gauge\n"
           "lmdeploy:prefix_cache_hit_rate" +
           labels + hitRate +
           "\n"
           "# TYPE lmdeploy:iteration_tokens_total histogram\n"
           "lmdeploy:iteration_tokens_total_bucket{engine=\"0\",le=\"1.0\",model_name="
           "\"internlm3\"} 9.0\n";
}

}  // namespace sagebench::test
