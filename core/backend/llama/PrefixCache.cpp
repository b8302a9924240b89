// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/PrefixCache.h"

#include <algorithm>

namespace sagebench {
namespace {

int commonBeginning(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
    return static_cast<int>(std::ranges::mismatch(a, b).in1 - a.begin());
}

}  // namespace

PrefixCache::Match PrefixCache::longestMatch(std::span<const std::int32_t> prompt) const {
    Match best;
    for (const Kept& kept : kept_) {
        const int tokens = commonBeginning(prompt.first(prompt.size() - 1), kept.tokens);
        if (tokens > best.tokens) {
            best = {kept.sequence, tokens};
        }
    }
    return best;
}

void PrefixCache::touch(int sequence) {
    const auto it = std::ranges::find(kept_, sequence, &Kept::sequence);
    std::rotate(it, it + 1, kept_.end());
}

void PrefixCache::keep(int sequence, std::vector<std::int32_t> tokens) {
    kept_.push_back({sequence, std::move(tokens)});
}

void PrefixCache::forget(int sequence) {
    std::erase_if(kept_, [&](const Kept& kept) { return kept.sequence == sequence; });
}

std::optional<int> PrefixCache::beginningOf(std::span<const std::int32_t> tokens) const {
    for (const Kept& kept : kept_) {
        if (kept.tokens.size() <= tokens.size() &&
            std::ranges::equal(kept.tokens, tokens.first(kept.tokens.size()))) {
            return kept.sequence;
        }
    }
    return std::nullopt;
}

std::optional<int> PrefixCache::oldest(int spared) const {
    const auto it =
        std::ranges::find_if(kept_, [&](const Kept& kept) { return kept.sequence != spared; });
    return it == kept_.end() ? std::nullopt : std::optional(it->sequence);
}

}  // namespace sagebench
