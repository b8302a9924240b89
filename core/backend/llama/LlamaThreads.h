// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <llama.h>

#include <memory>

#include "base/Result.h"

namespace sagebench {

/// Threads that stay between two steps of the engine: without them llama.cpp starts new ones for
/// each token.
class LlamaThreads {
  public:
    /// Attaches to the context, which must go first. Errors: Run.
    static Result<LlamaThreads> attach(llama_context* context, int threads, int batchThreads);

  private:
    struct Free {
        void operator()(ggml_threadpool* pool) const;
    };
    using Pool = std::unique_ptr<ggml_threadpool, Free>;
    static Pool make(int threads);

    Pool pool_;
    Pool batchPool_;  ///< only where the numbers differ
};

}  // namespace sagebench
