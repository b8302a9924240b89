// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <llama.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "backend/llama/LlamaOptions.h"
#include "backend/llama/ModelFile.h"

namespace sagebench {

/// A model's weights and vocabulary in memory. Its const calls may come from any thread.
class LlamaModel {
  public:
    /// Blocks until it is loaded. Errors: Usage (llama.cpp does not know the architecture or can't
    /// use the file, no vocabulary, a model that does not generate text), Cancelled.
    static Result<LlamaModel> load(const ModelFile& file, const LlamaOptions& options,
                                   std::stop_token stop);
    /// The vocabulary alone, in a moment. Errors: as load().
    static Result<LlamaModel> loadVocabulary(const ModelFile& file);

    llama_model* get() const { return model_.get(); }
    int trainedContext() const { return llama_model_n_ctx_train(model_.get()); }
    int vocabularySize() const { return llama_vocab_n_tokens(vocabulary_); }
    /// What it keeps of a sequence can't be cut back to any length.
    bool isRecurrent() const;
    bool endsText(std::int32_t token) const { return llama_vocab_is_eog(vocabulary_, token); }
    /// Any token that may stand first.
    std::int32_t firstToken() const;
    /// Without tokens of the vocabulary's own (begin of text and the like).
    std::vector<std::int32_t> tokenize(std::string_view text) const;
    std::string pieceOf(std::int32_t token) const;

  private:
    struct Free {
        void operator()(llama_model* model) const { llama_model_free(model); }
    };
    explicit LlamaModel(llama_model* model)
        : model_(model), vocabulary_(llama_model_get_vocab(model)) {}
    static Result<LlamaModel> loadWith(llama_model_params params, const ModelFile& file,
                                       const std::stop_token& stop);
    Result<void> checkKind(const ModelFile& file) const;

    std::unique_ptr<llama_model, Free> model_;
    const llama_vocab* vocabulary_;
};

/// Makes llama.cpp ready, once for the process.
void prepareLlama();
/// Of the machine, as llama.cpp sees it; bytes. Absent: unknown.
std::optional<std::uint64_t> machineMemory();
/// "0.5.0"; empty: this llama.cpp does not say.
std::string llamaVersion();

}  // namespace sagebench
