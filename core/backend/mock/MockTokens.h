// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "workload/Prompt.h"
#include "workload/TokenCounter.h"

namespace sagebench {

/// The id of a piece of text in the simulated engine: positive, the same everywhere, with or
/// without a space before it.
std::int32_t mockTokenId(std::string_view piece);

/// A word that the simulated engine says.
struct MockWord {
    std::string_view text;  ///< with a space before it
    std::int32_t id = 0;
};
/// What a request says as its `position`-th token.
const MockWord& mockWord(std::uint64_t seed, std::uint64_t request, int position);

/// The ids of a text: one for each word, and for each mark (. , ? ! ;). The text of generated
/// pieces has the ids of the pieces.
std::vector<std::int32_t> mockTokensOf(std::string_view text);
/// The prompt's ids; where it has none, those of its history's texts and its own.
std::vector<std::int32_t> mockTokensOf(const Prompt& prompt);

/// The simulated engine takes token ids: any piece is one token.
class MockTokenCounter final : public TokenCounter {
  public:
    Form form() const override { return Form::TokenIds; }
    Result<std::vector<std::int32_t>> pieceTokens(std::string_view piece,
                                                  std::stop_token stop) override;
    Result<int> promptTokens(std::string_view text, std::stop_token stop) override;
    std::optional<std::vector<std::int32_t>> textTokens(std::string_view text) const override {
        return mockTokensOf(text);
    }
};

}  // namespace sagebench
