// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/PromptSegments.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/Hash.h"

namespace sagebench {
namespace {

constexpr int kMooncakeBlock = 512;

std::uint64_t prefixSeed(const SegmentRules& rules, const PromptAsk& ask) {
    const auto count = static_cast<std::uint64_t>(rules.prefix.count);
    const std::uint64_t number = hash64(ask.seed, hashName("prefix")) % count;
    return hash64(rules.seed, hashName("prefix"), number);
}

std::uint64_t ownSeed(const SegmentRules& rules, const PromptAsk& ask) {
    if (!rules.sameSeed) {
        return ask.seed;
    }
    return ask.turn == 0 ? *rules.sameSeed : hash64(*rules.sameSeed, ask.turn);
}

}  // namespace

SegmentRules segmentRules(const WorkloadSpec& workload, std::uint64_t seed) {
    SegmentRules rules;
    rules.seed = seed;
    rules.prefix = workload.prefix;
    const int block = workload.dataset.blockTokens;
    rules.blockTokens = (block > 0 ? block : kMooncakeBlock) * workload.dataset.lengthScale;
    return rules;
}

std::vector<PromptSegment> segmentsOf(const SegmentRules& rules, const PromptAsk& ask,
                                      std::span<const std::uint64_t> blocks) {
    std::vector<PromptSegment> segments;
    std::int32_t left = std::max(ask.tokens, 1);
    const auto take = [&](std::uint64_t seed, std::int64_t tokens) {
        const auto taken = static_cast<std::int32_t>(std::min<std::int64_t>(tokens, left));
        if (taken > 0) {
            segments.push_back({seed, taken});
            left -= taken;
        }
    };
    if (ask.turn == 0 && rules.prefix.count > 0) {
        take(prefixSeed(rules, ask), rules.prefix.tokens);
    }
    std::int64_t end = 0;
    for (std::size_t i = 0; ask.turn == 0 && i < blocks.size() && left > 0; ++i) {
        const auto begin =
            std::exchange(end, std::llround(static_cast<double>(i + 1) * rules.blockTokens));
        take(hash64(rules.seed, hashName("block"), blocks[i]), end - begin);
    }
    take(ownSeed(rules, ask), left);
    return segments;
}

int tokensIn(std::span<const PromptSegment> segments) {
    int tokens = 0;
    for (const PromptSegment& segment : segments) {
        tokens += segment.tokens;
    }
    return tokens;
}

}  // namespace sagebench
