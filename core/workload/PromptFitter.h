// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/Result.h"
#include "workload/PromptSegments.h"
#include "workload/TokenCounter.h"

namespace sagebench {

/// What a try against the server's count has shown of one prompt.
struct PromptCorrection {
    int tokens = 0;     ///< its last segment needs so many more
    int reserve = 0;    ///< of them, so many as fillers
    bool exact = true;  ///< it then has the tokens that were asked
};

struct FittedPrompt {
    std::string text;
    std::vector<std::int32_t> ids;  ///< Form::TokenIds: exactly as many as asked
    bool exact = true;
    /// The shortest prompt there is has more tokens than asked.
    bool tooShortToReach = false;
};

/// Makes prompts of a number of tokens for one model. What it learns (the tokens of each piece,
/// what the chat template adds) is kept for all prompts.
class PromptFitter {
  public:
    /// `counter` must outlive it.
    explicit PromptFitter(TokenCounter& counter) : counter_(counter) {}

    TokenCounter::Form form() const { return counter_.form(); }
    /// What prompts are made from. Asks the server, so it is for the time before the measured run;
    /// a second call does nothing.
    Result<void> learn(std::stop_token stop);
    /// Counts a prompt as the server does, until its sums have been right so often that the others
    /// are trusted to be. After learn(), before the measured run.
    Result<PromptCorrection> tryOut(std::span<const PromptSegment> segments, std::stop_token stop);
    /// After learn(). Asks nobody. `withTemplate`: the first of its conversation, so that the
    /// template's tokens are part of its length. `known`: what tryOut() said; may be null.
    FittedPrompt make(std::span<const PromptSegment> segments, bool withTemplate,
                      const PromptCorrection* known = nullptr) const;
    /// As TokenCounter::textTokens.
    std::optional<std::vector<std::int32_t>> textTokens(std::string_view text) const {
        return counter_.textTokens(text);
    }
    /// Tokens that every prompt shares because the template adds them. 0 before learn().
    int sharedTokens() const { return sharedTokens_; }

  private:
    struct Draft {
        std::string text;
        std::vector<std::int32_t> ids;
        int tokens = 0;       ///< of its pieces
        bool forced = false;  ///< nothing fitted: it is the first piece alone
    };
    Result<void> learnPieces(std::stop_token stop);
    Result<void> learnTemplate(std::stop_token stop);
    Result<void> learnLine(std::stop_token stop);
    int tokensOf(std::size_t piece) const { return static_cast<int>(pieceIds_[piece].size()); }
    Draft compose(std::span<const PromptSegment> segments, int give,
                  const PromptCorrection& correction) const;
    void append(Draft& draft, std::uint64_t seed, int budget, int reserve) const;
    void appendPiece(Draft& draft, std::size_t piece) const;
    FittedPrompt makeByLine(std::span<const PromptSegment> segments, bool withTemplate) const;

    TokenCounter& counter_;
    bool learned_ = false;
    std::vector<std::vector<std::int32_t>> pieceIds_;
    int sharedTokens_ = 0;
    int verified_ = 0;
    bool additive_ = true;  ///< so far every prompt had the tokens that its pieces have
    double lineOffset_ = 0;
    double linePerPiece_ = 0;
};

}  // namespace sagebench
