// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/OpenAiPresets.h"

#include <algorithm>

namespace sagebench {
namespace {

ServerMetricNames vllmMetrics() {
    ServerMetricNames names;
    names.kvUsageFraction = {"vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc"};
    names.prefixHits = {"vllm:prefix_cache_hits", "vllm:gpu_prefix_cache_hits"};
    names.prefixQueries = {"vllm:prefix_cache_queries", "vllm:gpu_prefix_cache_queries"};
    names.preemptions = {"vllm:num_preemptions"};
    names.specAccepted = {"vllm:spec_decode_num_accepted_tokens"};
    names.specDrafted = {"vllm:spec_decode_num_draft_tokens"};
    names.running = {"vllm:num_requests_running"};
    names.waiting = {"vllm:num_requests_waiting"};
    return names;
}

ServerMetricNames sglangMetrics() {
    ServerMetricNames names;
    names.kvUsageFraction = {"sglang:token_usage"};
    names.kvUsedTokens = {"sglang:kv_used_tokens", "sglang:num_used_tokens"};
    names.prefixHits = {"sglang:cached_tokens_total"};
    names.prefixQueries = {"sglang:prompt_tokens_total"};
    names.prefixHitRate = {"sglang:cache_hit_rate"};
    names.evictions = {"sglang:evicted_tokens_total"};
    names.evictUnit = "tokens";
    // num_retracted_reqs is a gauge in most versions, and then not counted.
    names.preemptions = {"sglang:num_retracted_requests_total", "sglang:num_retracted_reqs"};
    names.specAcceptRate = {"sglang:spec_accept_rate"};
    names.running = {"sglang:num_running_reqs"};
    names.waiting = {"sglang:num_queue_reqs"};
    return names;
}

ServerMetricNames lmdeployMetrics() {
    ServerMetricNames names;
    names.kvUsageFraction = {"lmdeploy:gpu_cache_usage_perc"};
    names.prefixHitRate = {"lmdeploy:prefix_cache_hit_rate"};
    names.specAccepted = {"lmdeploy:spec_decode_num_accepted_tokens_total"};
    names.specDrafted = {"lmdeploy:spec_decode_num_draft_tokens_total"};
    names.running = {"lmdeploy:num_requests_running"};
    names.waiting = {"lmdeploy:num_requests_waiting"};
    return names;
}

/// Its n_tokens_max is the longest sequence, not KV use.
ServerMetricNames llamaServerMetrics() {
    ServerMetricNames names;
    names.prefixHits = {"llamacpp:prompt_tokens_cached_total"};
    names.prefixMisses = {"llamacpp:prompt_tokens_total"};
    names.specAccepted = {"llamacpp:spec_decode_num_accepted_tokens_total"};
    names.specDrafted = {"llamacpp:spec_decode_num_draft_tokens_total"};
    names.running = {"llamacpp:requests_processing"};
    names.waiting = {"llamacpp:requests_deferred"};
    return names;
}

ServerMetricNames tgiMetrics() {
    ServerMetricNames names;
    names.running = {"tgi_batch_current_size"};
    names.waiting = {"tgi_queue_size"};
    return names;
}

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// Names start with the server's own, so that those of all servers can be tried on any.
ServerMetricNames everyServersMetrics() {
    using Names = ServerMetricNames;
    constexpr std::vector<std::string> Names::*kLists[] = {
        &Names::kvUsageFraction, &Names::kvUsedTokens,   &Names::prefixHits,
        &Names::prefixQueries,   &Names::prefixMisses,   &Names::prefixHitRate,
        &Names::evictions,       &Names::preemptions,    &Names::specAccepted,
        &Names::specDrafted,     &Names::specAcceptRate, &Names::running,
        &Names::waiting,
    };
    Names all;
    for (const Names& names :
         {vllmMetrics(), sglangMetrics(), lmdeployMetrics(), llamaServerMetrics(), tgiMetrics()}) {
        for (const auto list : kLists) {
            append(all.*list, names.*list);
        }
        all.evictUnit += names.evictUnit;
    }
    return all;
}

OpenAiPreset openai() {
    OpenAiPreset p;
    p.id = "openai";
    p.title = "OpenAI-compatible server";
    p.summary = "any server with /v1/chat/completions or /v1/completions";
    p.defaultBaseUrl = "https://api.openai.com/v1";
    p.tokenize = {TokenizeShape::Vllm, TokenizeShape::LlamaServer};
    p.metricsPath = "/metrics";
    p.metrics = everyServersMetrics();
    return p;
}

OpenAiPreset vllm() {
    OpenAiPreset p;
    p.id = p.ownedBy = "vllm";
    p.title = p.engineName = "vLLM";
    p.summary = "vllm serve";
    p.defaultBaseUrl = "http://127.0.0.1:8000";
    p.bodyJson = {{"ignore_eos", "true"}};
    p.tokenize = {TokenizeShape::Vllm};
    p.versionPath = "/version";
    p.versionKey = "version";
    p.metricsPath = "/metrics";
    p.metrics = vllmMetrics();
    return p;
}

OpenAiPreset sglang() {
    OpenAiPreset p;
    p.id = p.ownedBy = "sglang";
    p.title = p.engineName = "SGLang";
    p.summary = "sglang.launch_server";
    p.defaultBaseUrl = "http://127.0.0.1:30000";
    p.bodyJson = {{"ignore_eos", "true"}};
    p.tokenize = {TokenizeShape::Vllm};
    p.versionPath = "/get_server_info";
    p.versionKey = "version";
    p.metricsPath = "/metrics";
    p.metricsSwitch = "--enable-metrics";
    p.metrics = sglangMetrics();
    return p;
}

OpenAiPreset lmdeploy() {
    OpenAiPreset p;
    p.id = p.ownedBy = "lmdeploy";
    p.title = p.engineName = "LMDeploy";
    p.summary = "lmdeploy serve api_server";
    p.defaultBaseUrl = "http://127.0.0.1:23333";
    p.bodyJson = {{"ignore_eos", "true"}};
    p.metricsPath = "/metrics";
    p.metricsSwitch = "--enable-metrics";
    p.metrics = lmdeployMetrics();
    return p;
}

/// `cache_prompt` stays as the server has it: what is measured is the server as it was started.
OpenAiPreset llamaServer() {
    OpenAiPreset p;
    p.id = "llama-server";
    p.ownedBy = "llamacpp";
    p.title = "llama-server (llama.cpp)";
    p.engineName = "llama.cpp";
    p.summary = "llama.cpp's own server";
    p.defaultBaseUrl = "http://127.0.0.1:8080";
    p.bodyJson = {{"ignore_eos", "true"}, {"timings_per_token", "true"}};
    // An open connection holds one of its few threads, used or not: others can wait 5 s for one.
    p.headers = {{"Connection", "close"}};
    p.tokenize = {TokenizeShape::LlamaServer};
    p.versionPath = "/props";
    p.versionKey = "build_info";
    p.metricsPath = "/metrics";
    p.metricsSwitch = "--metrics";
    p.metrics = llamaServerMetrics();
    return p;
}

OpenAiPreset ollama() {
    OpenAiPreset p;
    p.id = "ollama";
    p.ownedBy = "library";
    p.title = p.engineName = "Ollama";
    p.summary = "ollama serve; it knows no ignore_eos, so answers may end early";
    p.defaultBaseUrl = "http://127.0.0.1:11434";
    p.versionPath = "/api/version";
    p.versionKey = "version";
    return p;
}

const OpenAiPreset* findBy(const std::string OpenAiPreset::*field, std::string_view value) {
    const auto all = openAiPresets();
    const auto it = std::find_if(all.begin(), all.end(),
                                 [&](const OpenAiPreset& p) { return p.*field == value; });
    return value.empty() || it == all.end() ? nullptr : &*it;
}

}  // namespace

std::span<const OpenAiPreset> openAiPresets() {
    static const std::vector<OpenAiPreset> presets = {openai(),   vllm(),        sglang(),
                                                      lmdeploy(), llamaServer(), ollama()};
    return presets;
}

const OpenAiPreset* findPreset(std::string_view id) {
    return findBy(&OpenAiPreset::id, id);
}

const OpenAiPreset* presetOwnedBy(std::string_view ownedBy) {
    return findBy(&OpenAiPreset::ownedBy, ownedBy);
}

}  // namespace sagebench
