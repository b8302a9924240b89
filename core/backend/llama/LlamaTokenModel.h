// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <llama.h>

#include <atomic>
#include <memory>
#include <stop_token>
#include <vector>

#include "backend/llama/ContextPlan.h"
#include "backend/llama/LlamaModel.h"
#include "backend/llama/LlamaThreads.h"
#include "backend/llama/TokenModel.h"

namespace sagebench {

/// A loaded model with memory for sequences, warmed up: the TokenModel that really computes.
class LlamaTokenModel final : public TokenModel {
  public:
    /// Threads and types as in `options`, with no 0 among the threads. The model must outlive it.
    /// Errors: Usage (llama.cpp refuses the options, a model that does not generate), Run,
    /// Cancelled.
    static Result<std::unique_ptr<LlamaTokenModel>> open(const LlamaModel& model,
                                                         const ModelFile& file,
                                                         const LlamaOptions& options,
                                                         const ContextPlan& plan,
                                                         const std::stop_token& stop);
    ~LlamaTokenModel() override;

    /// Sequences can be cut to any length: what a prefix cache and speculation rest on.
    bool canCut() const { return canCut_; }
    /// Tokens that decode() takes at a time.
    int batchLimit() const { return static_cast<int>(llama_n_batch(context_.get())); }
    int allocatedTokens() const { return static_cast<int>(llama_n_ctx(context_.get())); }

    bool endsText(std::int32_t token) const override { return model_.endsText(token); }
    Decoded decode(std::span<const BatchToken> batch) override;
    void setAborting(bool aborting) override {
        aborting_.store(aborting, std::memory_order_relaxed);
    }
    std::span<const float> logits(int index) override;
    std::unique_ptr<TokenSampler> makeSampler(std::uint64_t seed) override;

    void copyPrefix(int from, int to, int tokens) override {
        llama_memory_seq_cp(memory(), from, to, 0, tokens);
    }
    bool cut(int sequence, int position) override {
        return llama_memory_seq_rm(memory(), sequence, position, -1);
    }
    void remove(int sequence) override { llama_memory_seq_rm(memory(), sequence, -1, -1); }
    void clear() override { llama_memory_clear(memory(), /*data=*/false); }

  private:
    struct Free {
        void operator()(llama_context* context) const { llama_free(context); }
    };

    LlamaTokenModel(const LlamaModel& model, const LlamaOptions& options);
    Result<void> start(const ModelFile& file, const LlamaOptions& options, const ContextPlan& plan);
    void reserveBatch(std::size_t tokens);
    Result<void> warmUp(const ModelFile& file, const std::stop_token& stop);
    llama_memory_t memory() const { return llama_get_memory(context_.get()); }

    const LlamaModel& model_;
    double temperature_;
    double topP_;
    std::atomic<bool> aborting_ = false;
    bool canCut_ = false;
    std::optional<LlamaThreads> threads_;
    std::unique_ptr<llama_context, Free> context_;

    // A llama_batch, made once.
    std::vector<llama_token> tokens_;
    std::vector<llama_pos> positions_;
    std::vector<std::int32_t> sequenceCounts_;
    std::vector<llama_seq_id> sequences_;
    std::vector<llama_seq_id*> sequencePointers_;
    std::vector<std::int8_t> outputs_;
};

}  // namespace sagebench
