// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/llama/LlamaOptions.h"

namespace sagebench {

/// What sizes the memory of sequences. Tokens.
struct ContextNeed {
    int maxInFlight = 1;
    int longestRequest = 0;  ///< prompt and answer; 0: unknown
    int trained = 0;         ///< the model's own limit of one sequence; 0: unknown
    int maxSequences = 256;  ///< that llama.cpp can tell apart
    bool canKeep = true;     ///< the model's memory can be cut, so that prefixes can be kept
};

/// The memory of sequences, as llama.cpp gets it and as the batching engine fills it.
struct ContextPlan {
    int parallel = 1;       ///< requests that run at a time
    int keptSequences = 0;  ///< finished ones that can be kept beside them
    int kvTokens = 0;       ///< that the engine may have in memory
    int contextTokens = 0;  ///< allocated: kvTokens rounded up as llama.cpp does
    bool unified = false;   ///< one memory for all sequences instead of one for each

    int sequences() const { return parallel + keptSequences; }
    bool operator==(const ContextPlan&) const = default;
};

/// Errors (Usage): the longest request has no room in what the model was trained for, or in what
/// the option `context` allows.
Result<ContextPlan> planContext(const LlamaOptions& options, const ContextNeed& need);

/// Errors (Usage): a batch has no room for a token, and its draft, of each request that runs.
Result<void> checkBatch(const LlamaOptions& options, const ContextPlan& plan);

}  // namespace sagebench
