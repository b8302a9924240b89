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
        return model_.tokenize(withoutOwnSpace(piece));
    }
    Result<int> promptTokens(std::string_view text, std::stop_token) override {
        return static_cast<int>(model_.tokenize(text).size());
    }
    std::optional<std::vector<std::int32_t>> textTokens(std::string_view text) const override {
        const bool inside = addsSpace_ || text.starts_with(' ') || text.starts_with('\n');
        return inside ? model_.tokenize(withoutOwnSpace(text))
                      : model_.tokenize(' ' + std::string(text));
    }

  private:
    /// Some vocabularies put a space before every text: a word's own would be the second.
    static bool startsWithSpace(const LlamaModel& model) {
        const auto tokens = model.tokenize("a");
        return !tokens.empty() && model.pieceOf(tokens.front()).starts_with(' ');
    }

    std::string_view withoutOwnSpace(std::string_view text) const {
        return text.substr(addsSpace_ && text.size() > 1 && text.front() == ' ' ? 1 : 0);
    }

    const LlamaModel& model_;
    bool addsSpace_;
};

}  // namespace sagebench
