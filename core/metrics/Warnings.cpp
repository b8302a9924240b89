// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Warnings.h"

#include <fmt/format.h>

namespace sagebench {
namespace {

using Warning = std::optional<std::string>;

constexpr double kCachedLimit = 0.05;
constexpr std::uint64_t kEnoughForP99 = 100;

Warning warmCache(const WarningFacts& facts) {
    if (facts.cachedBeyondShared.value_or(0) <= kCachedLimit) {
        return std::nullopt;
    }
    return fmt::format(
        "{:.1f} % of the prompt tokens came from the engine's prefix cache beyond what the "
        "workload "
        "shares (limit {:.0f} %): TTFT is lower than for prompts that the engine has not seen; "
        "restart "
        "the engine or use another seed",
        *facts.cachedBeyondShared * 100, kCachedLimit * 100);
}

std::string lengths(const LengthComparison& comparison) {
    return fmt::format(
        "{:.1f} tokens on average where {:.1f} were asked ({} of {} requests differ)",
        *comparison.avgActual(), *comparison.avgAsked(), comparison.differing, comparison.requests);
}

Warning approximatePrompts(const WarningFacts& facts) {
    if (!facts.promptLengthsApproximate) {
        return std::nullopt;
    }
    return "prompt lengths are approximate: the server offers no tokenizer, so they were corrected "
           "by "
           "what it counted for a calibration request";
}

Warning otherPromptLengths(const WarningFacts& facts) {
    if (facts.prompts.differing == 0) {
        return std::nullopt;
    }
    return "prompts had " + lengths(facts.prompts);
}

Warning otherOutputLengths(const WarningFacts& facts) {
    if (facts.outputs.differing == 0) {
        return std::nullopt;
    }
    return "answers had " + lengths(facts.outputs);
}

Warning fewRequests(const WarningFacts& facts) {
    const auto n = facts.successfulRequests;
    if (n == 0 || n >= kEnoughForP99) {
        return std::nullopt;
    }
    if (n == 1) {
        return "only 1 successful request: its figures are a single sample, not a distribution";
    }
    return fmt::format("the p99 of {} requests is nearly their maximum; measure at least {}", n,
                       kEnoughForP99);
}

}  // namespace

std::vector<std::string> warningsFrom(const WarningFacts& facts) {
    std::vector<std::string> warnings;
    for (const auto& warning :
         {warmCache(facts), approximatePrompts(facts), otherPromptLengths(facts),
          otherOutputLengths(facts), fewRequests(facts)}) {
        if (warning) {
            warnings.push_back(*warning);
        }
    }
    return warnings;
}

}  // namespace sagebench
