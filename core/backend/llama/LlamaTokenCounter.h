// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "backend/llama/LlamaModel.h"
#include "workload/TokenCounter.h"

namespace sagebench {

/// The model's own tokenizer. Never fails.
class LlamaTokenCounter final : public TokenCounter {
  public:
    /// The model must outlive it.
    explicit LlamaTokenCounter(const LlamaModel& model)
        : model_(model), addsSpace_(startsWithSpace(model)) {}

    Form form() const override { return Form::TokenIds; }
    Result<std::vector<std::int32_t>> pieceTokens(std::string_view piece,
                                                  std::stop_token) override {
        const bool ownSpace = addsSpace_ && piece.size() > 1 && piece.front() == ' ';
        return model_.tokenize(ownSpace ? piece.substr(1) : piece);
    }
    Result<int> promptTokens(std::string_view text, std::stop_token) override {
        return static_cast<int>(model_.tokenize(text).size());
    }
    std::optional<std::vector<std::int32_t>> textTokens(std::string_view text) const override {
        const bool spaced = addsSpace_ || text.starts_with(' ') || text.starts_with('\n');
        return model_.tokenize(spaced ? std::string(text) : ' ' + std::string(text));
    }

  private:
    /// Some vocabularies put a space before every text: a word's own would be the second.
    static bool startsWithSpace(const LlamaModel& model) {
        const auto tokens = model.tokenize("a");
        return !tokens.empty() && model.pieceOf(tokens.front()).starts_with(' ');
    }

    const LlamaModel& model_;
    bool addsSpace_;
};

}  // namespace sagebench
