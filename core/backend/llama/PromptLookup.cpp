// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/PromptLookup.h"

#include <algorithm>

namespace sagebench {
namespace {

constexpr std::size_t kLongestPattern = 3;

using Tokens = std::span<const std::int32_t>;

/// What follows the most recent earlier place of the last `length` tokens.
Tokens afterEarlierPlace(Tokens tokens, std::size_t length) {
    const Tokens pattern = tokens.last(length);
    const Tokens before = tokens.first(tokens.size() - 1);
    const auto found = std::ranges::find_end(before, pattern);
    return {found.end(), found.empty() ? found.end() : tokens.end()};
}

}  // namespace

std::vector<std::int32_t> draftByLookup(Tokens tokens, int atMost) {
    for (std::size_t length = std::min(kLongestPattern, tokens.size() / 2); length > 0; --length) {
        const Tokens follows = afterEarlierPlace(tokens, length);
        if (!follows.empty() && atMost > 0) {
            const auto drafted =
                follows.first(std::min(follows.size(), static_cast<std::size_t>(atMost)));
            return {drafted.begin(), drafted.end()};
        }
    }
    return {};
}

int acceptedTokens(Tokens draft, Tokens chosen) {
    return static_cast<int>(std::ranges::mismatch(draft, chosen).in1 - draft.begin());
}

}  // namespace sagebench
