// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaContextParams.h"

#include <string_view>

namespace sagebench {
namespace {

// Fields that other versions of llama.cpp have under other names, or not.

template <class Params>
void setFlashAttention(Params& params, std::string_view choice) {
    if constexpr (requires { params.flash_attn_type; }) {
        const int type = choice == "on" ? 1 : choice == "off" ? 0 : -1;
        params.flash_attn_type = static_cast<decltype(params.flash_attn_type)>(type);
    } else {
        params.flash_attn = choice == "on";
    }
}

template <class Params>
void setUnified(Params& params, bool unified) {
    if constexpr (requires { params.kv_unified; }) {
        params.kv_unified = unified;
    }
}

ggml_type typeNamed(std::string_view name) {
    for (int i = 0; i < GGML_TYPE_COUNT; ++i) {
        const char* known = ggml_type_name(static_cast<ggml_type>(i));
        if (known != nullptr && name == known) {
            return static_cast<ggml_type>(i);
        }
    }
    return GGML_TYPE_F16;
}

}  // namespace

llama_context_params contextParams(const LlamaOptions& options, const ContextPlan& plan) {
    llama_context_params params = llama_context_default_params();
    params.n_ctx = static_cast<std::uint32_t>(plan.contextTokens);
    params.n_batch = static_cast<std::uint32_t>(options.batch);
    params.n_ubatch = static_cast<std::uint32_t>(options.microBatch);
    params.n_seq_max = static_cast<std::uint32_t>(plan.sequences());
    params.n_threads = options.threads;
    params.n_threads_batch = options.batchThreads;
    params.type_k = typeNamed(options.kvType);
    params.type_v = params.type_k;
    params.offload_kqv = options.gpuLayers > 0;
    params.op_offload = options.gpuLayers > 0;
    params.no_perf = true;
    setFlashAttention(params, options.flashAttention);
    setUnified(params, plan.unified);
    return params;
}

}  // namespace sagebench
