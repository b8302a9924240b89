// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "backend/BackendDescription.h"

namespace sagebench {

/// The `cpu` backend's options, as numbers. 0 where "auto" was left to the session.
struct LlamaOptions {
    int threads = 0;       ///< of generation; 0: one a physical core
    int batchThreads = 0;  ///< of prompt processing; 0: as `threads`
    int parallel = 8;      ///< requests that run at a time
    int context = 0;   ///< tokens of the KV cache, all sequences together; 0: what the run needs
    int batch = 2048;  ///< tokens handed to llama_decode at a time
    int microBatch = 512;  ///< tokens computed at a time
    std::string kvType = "f16";
    std::string flashAttention = "auto";  ///< auto, on, off
    int gpuLayers = 0;
    double temperature = 0;  ///< 0: greedy
    double topP = 1;
    bool mmap = true;
    bool prefixCache = true;
    int speculate = 0;  ///< tokens drafted by prompt lookup; 0: none
    bool ignoreEos = true;

    /// Errors (Usage): options that can't go together (speculate with a temperature, ubatch above
    /// batch).
    static Result<LlamaOptions> from(const OptionValues& values);
};

/// As `--backend-option` shows them: threads batch_threads parallel context batch ubatch kv_type
/// flash_attn gpu_layers temperature top_p mmap prefix_cache speculate ignore_eos.
std::vector<OptionSpec> llamaOptionSpecs();

}  // namespace sagebench
