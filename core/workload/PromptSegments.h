// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plan/RunPlan.h"
#include "workload/PromptSource.h"

namespace sagebench {

/// A part of a prompt: generated text of so many tokens. Equal seeds begin with equal text.
struct PromptSegment {
    std::uint64_t seed = 0;
    std::int32_t tokens = 0;
    bool operator==(const PromptSegment&) const = default;
};

/// What the prompts of a workload have in common.
struct SegmentRules {
    std::uint64_t seed = 0;  ///< of all that prompts share
    PrefixSpec prefix;
    /// Tokens of a hash block; scaled lengths have scaled blocks, so that the part that prompts
    /// share stays what it was.
    double blockTokens = 512;
    std::optional<std::uint64_t> sameSeed;  ///< every prompt is made from it
};
SegmentRules segmentRules(const WorkloadSpec& workload, std::uint64_t seed);

/// Shared prefix, then hash blocks as far as there are any, then the request's own text; all
/// together ask.tokens. Later turns of a conversation have own text only.
std::vector<PromptSegment> segmentsOf(const SegmentRules& rules, const PromptAsk& ask,
                                      std::span<const std::uint64_t> blocks);

int tokensIn(std::span<const PromptSegment> segments);

}  // namespace sagebench
