// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/llama/LlamaModel.h"
#include "workload/TokenCounter.h"

namespace sagebench {

/// The model's own tokenizer. Never fails.
class LlamaTokenCounter final : public TokenCounter {
  public:
    /// The model must outlive it.
    explicit LlamaTokenCounter(const LlamaModel& model) : model_(model) {}

    Form form() const override { return Form::TokenIds; }
    Result<std::vector<std::int32_t>> pieceTokens(std::string_view piece,
                                                  std::stop_token) override {
        return model_.tokenize(piece);
    }
    Result<int> promptTokens(std::string_view text, std::stop_token) override {
        return static_cast<int>(model_.tokenize(text).size());
    }

  private:
    const LlamaModel& model_;
};

}  // namespace sagebench
