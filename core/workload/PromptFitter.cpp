// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/PromptFitter.h"

#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "workload/TextGenerator.h"

namespace sagebench {
namespace {

constexpr int kMaxTries = 8;
/// Once this many prompts had exactly the tokens of their pieces, the others are trusted to.
constexpr int kEnoughVerified = 64;
constexpr std::size_t kShortLine = 40;
constexpr std::size_t kLongLine = 200;

}  // namespace

std::string textOf(const PromptRecipe& recipe) {
    return generateText(recipe.seed, recipe.pieces, recipe.fillers);
}

Result<FittedPrompt> PromptFitter::fit(std::uint64_t seed, int tokens, std::stop_token stop) {
    const bool byLine = counter_.form() == TokenCounter::Form::Calibrated;
    if (auto learned = byLine ? learnLine(stop) : learnPieces(stop); !learned) {
        return tl::unexpected(learned.error());
    }
    switch (counter_.form()) {
        case TokenCounter::Form::TokenIds:
            return fitByIds(seed, tokens);
        case TokenCounter::Form::Text:
            return fitByCounting(seed, tokens, stop);
        case TokenCounter::Form::Calibrated:
            break;
    }
    return fitByLine(seed, tokens);
}

Result<void> PromptFitter::learnPieces(std::stop_token stop) {
    while (pieceIds_.size() < textPieces().size()) {
        auto ids = counter_.pieceTokens(textPieces()[pieceIds_.size()], stop);
        if (!ids) {
            return tl::unexpected(ids.error());
        }
        if (ids->empty()) {
            return fail(ErrorKind::Unavailable,
                        "the server's tokenizer gave no tokens for an English word");
        }
        pieceIds_.push_back(std::move(*ids));
    }
    return {};
}

/// Two real requests, with texts that no measured prompt begins like, give a straight line.
Result<void> PromptFitter::learnLine(std::stop_token stop) {
    if (linePerPiece_ > 0) {
        return {};
    }
    const auto count = [&](std::uint64_t draw, std::size_t pieces) {
        return counter_.promptTokens(generateText(hash64(hashName("calibration"), draw), pieces),
                                     stop);
    };
    const auto shortCount = count(1, kShortLine);
    const auto longCount = shortCount ? count(2, kLongLine) : shortCount;
    if (!longCount) {
        return tl::unexpected(longCount.error());
    }
    linePerPiece_ =
        std::max(0.1, static_cast<double>(*longCount - *shortCount) / (kLongLine - kShortLine));
    lineOffset_ = *shortCount - linePerPiece_ * kShortLine;
    sharedTokens_ = std::max(0, static_cast<int>(std::lround(lineOffset_)));
    return {};
}

Result<FittedPrompt> PromptFitter::fitByIds(std::uint64_t seed, int tokens) {
    TextGenerator generator(seed);
    PromptRecipe recipe{seed, 0, 0};
    for (int have = 0; have < tokens; ++recipe.pieces) {
        have += static_cast<int>(pieceIds_[generator.next()].size());
    }
    return FittedPrompt{recipe};
}

std::vector<std::int32_t> PromptFitter::idsOf(std::uint64_t seed, std::size_t tokens) const {
    TextGenerator generator(seed);
    std::vector<std::int32_t> ids;
    ids.reserve(tokens + 8);
    while (ids.size() < tokens) {
        const auto& piece = pieceIds_[generator.next()];
        ids.insert(ids.end(), piece.begin(), piece.end());
    }
    ids.resize(tokens);
    return ids;
}

/// As many pieces as fit into `budget` tokens less `reserve`, the rest fillers; at least one piece.
PromptRecipe PromptFitter::recipeFor(std::uint64_t seed, int budget, int reserve) const {
    TextGenerator generator(seed);
    PromptRecipe recipe{seed, 1, 0};
    int have = static_cast<int>(pieceIds_[generator.next()].size());
    while (true) {
        const int next = static_cast<int>(pieceIds_[generator.next()].size());
        if (have + next > budget - reserve) {
            break;
        }
        have += next;
        ++recipe.pieces;
    }
    const int perFiller = static_cast<int>(pieceIds_[fillerPiece()].size());
    recipe.fillers = static_cast<std::uint32_t>(std::max(0, (budget - have) / perFiller));
    return recipe;
}

int PromptFitter::costOf(const PromptRecipe& recipe) const {
    TextGenerator generator(recipe.seed);
    std::size_t cost = recipe.fillers * pieceIds_[fillerPiece()].size();
    for (std::uint32_t i = 0; i < recipe.pieces; ++i) {
        cost += pieceIds_[generator.next()].size();
    }
    return static_cast<int>(cost);
}

Result<FittedPrompt> PromptFitter::fitByCounting(std::uint64_t seed, int tokens,
                                                 std::stop_token stop) {
    int budget = tokens - sharedTokens_;
    FittedPrompt best{recipeFor(seed, budget, 0), false, false};
    if (verified_ >= kEnoughVerified && additive_) {
        best.exact = costOf(best.recipe) + sharedTokens_ == tokens;
        return best;
    }
    int bestError = -1;
    for (int attempt = 0; attempt < kMaxTries && bestError != 0; ++attempt) {
        // A word that counts differently in this text could come and go: give up some more words
        // each time.
        const PromptRecipe recipe = recipeFor(seed, budget, attempt);
        const auto counted = counter_.promptTokens(textOf(recipe), stop);
        if (!counted) {
            return tl::unexpected(counted.error());
        }
        if (verified_ == 0 && attempt == 0) {
            sharedTokens_ = std::max(0, *counted - costOf(recipe));
        } else if (attempt == 0) {
            additive_ = additive_ && *counted == costOf(recipe) + sharedTokens_;
        }
        const int error = std::abs(tokens - *counted);
        if (bestError < 0 || error < bestError) {
            bestError = error;
            best = {recipe, error == 0,
                    recipe.pieces == 1 && recipe.fillers == 0 && *counted > tokens};
        }
        if (best.tooShortToReach) {
            break;
        }
        budget += tokens - *counted;
    }
    ++verified_;
    return best;
}

FittedPrompt PromptFitter::fitByLine(std::uint64_t seed, int tokens) const {
    const double pieces = std::round((tokens - lineOffset_) / linePerPiece_);
    return {{seed, static_cast<std::uint32_t>(std::max(1.0, pieces)), 0}, false, pieces < 1};
}

}  // namespace sagebench
