// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "base/Result.h"
#include "workload/TokenCounter.h"

namespace sagebench {

/// How to make one prompt again, in 16 bytes: text is a function of it.
struct PromptRecipe {
    std::uint64_t seed = 0;
    std::uint32_t pieces = 0;
    std::uint32_t fillers = 0;
    bool operator==(const PromptRecipe&) const = default;
};

std::string textOf(const PromptRecipe& recipe);

/// A recipe, and how far it is from what was asked.
struct FittedPrompt {
    PromptRecipe recipe;
    bool exact = true;
    /// The shortest prompt there is has more tokens than asked.
    bool tooShortToReach = false;
};

/// Finds prompts of a number of tokens for one model. What it learns (the tokens of each piece,
/// what the chat template adds) is kept for the next prompt. Used before the measured run only.
class PromptFitter {
  public:
    /// `counter` must outlive it.
    explicit PromptFitter(TokenCounter& counter) : counter_(counter) {}

    TokenCounter::Form form() const { return counter_.form(); }
    Result<FittedPrompt> fit(std::uint64_t seed, int tokens, std::stop_token stop);
    /// Ids of the first `tokens` tokens of a seed's text. Only for Form::TokenIds, after fit().
    std::vector<std::int32_t> idsOf(std::uint64_t seed, std::size_t tokens) const;
    /// Tokens that every prompt shares because the template adds them. 0 until a prompt was fitted.
    int sharedTokens() const { return sharedTokens_; }

  private:
    Result<void> learnPieces(std::stop_token stop);
    Result<void> learnLine(std::stop_token stop);
    Result<FittedPrompt> fitByIds(std::uint64_t seed, int tokens);
    Result<FittedPrompt> fitByCounting(std::uint64_t seed, int tokens, std::stop_token stop);
    FittedPrompt fitByLine(std::uint64_t seed, int tokens) const;
    PromptRecipe recipeFor(std::uint64_t seed, int budget, int reserve) const;
    int costOf(const PromptRecipe& recipe) const;

    TokenCounter& counter_;
    std::vector<std::vector<std::int32_t>> pieceIds_;
    int sharedTokens_ = 0;
    int verified_ = 0;
    bool additive_ = true;  ///< so far every prompt had the tokens that its pieces have
    double lineOffset_ = 0;
    double linePerPiece_ = 0;  ///< 0: not learned yet
};

}  // namespace sagebench
