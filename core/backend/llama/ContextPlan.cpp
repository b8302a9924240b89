// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/ContextPlan.h"

#include <fmt/format.h>

#include <algorithm>

namespace sagebench {
namespace {

/// llama.cpp rounds each memory up to a multiple of this.
constexpr int kStep = 256;
/// Of one request, where a run does not say what it needs.
constexpr int kUsualRequest = 4096;

int roundedUp(int tokens) {
    return (tokens + kStep - 1) / kStep * kStep;
}

int longestOf(const ContextNeed& need) {
    if (need.longestRequest > 0) {
        return need.longestRequest;
    }
    return need.trained > 0 ? std::min(kUsualRequest, need.trained) : kUsualRequest;
}

Result<void> checkTrained(const ContextNeed& need) {
    if (need.trained == 0 || need.longestRequest <= need.trained) {
        return {};
    }
    return fail(ErrorKind::Usage,
                fmt::format("context too small for the workload: its longest request has {} tokens "
                            "(prompt and answer), and the model was trained for {}; make it "
                            "shorter (--prompt-tokens, --output-tokens), or take another model",
                            need.longestRequest, need.trained));
}

Result<void> checkOption(int option, int longest, const ContextPlan& plan) {
    const int room = plan.unified ? option : option / plan.parallel;
    if (longest <= room) {
        return {};
    }
    const std::string share =
        plan.unified || plan.parallel == 1
            ? ""
            : fmt::format(" gives each of {} requests {}, which", plan.parallel, room);
    const int needed = plan.unified ? longest : longest * plan.parallel;
    return fail(ErrorKind::Usage,
                fmt::format("context too small for the workload: its longest request has {} tokens "
                            "(prompt and answer), and context={}{} has no room for them; give "
                            "context={} or more, or 0 for what the run needs",
                            longest, option, share, needed));
}

int neededTokens(const ContextPlan& plan, int longest) {
    const int running = plan.parallel * roundedUp(longest);
    return plan.unified ? 2 * running : running;
}

/// llama.cpp holds the logits of one token for every sequence that there might be: tens of
/// megabytes where there are hundreds.
int keptSequences(const ContextPlan& plan, int maxSequences) {
    constexpr int kTokensOfOne = 256;
    constexpr int kFewest = 8;
    const int room = maxSequences - plan.parallel;
    return plan.unified ? std::min(room, std::max(kFewest, plan.kvTokens / kTokensOfOne)) : 0;
}

Result<ContextPlan> planMemory(const LlamaOptions& options, const ContextNeed& need) {
    ContextPlan plan;
    plan.unified = options.prefixCache && need.canKeep;
    // One sequence more, at least, is kept where any is.
    const int running = std::max(1, need.maxSequences - (plan.unified ? 1 : 0));
    plan.parallel = std::clamp(need.maxInFlight, 1, std::min(options.parallel, running));
    if (const auto fits = checkTrained(need); !fits) {
        return tl::unexpected(fits.error());
    }
    if (options.context == 0) {
        plan.kvTokens = neededTokens(plan, longestOf(need));
        plan.contextTokens = plan.kvTokens;
        return plan;
    }
    if (const auto fits = checkOption(options.context, need.longestRequest, plan); !fits) {
        return tl::unexpected(fits.error());
    }
    plan.kvTokens = options.context;
    plan.contextTokens = plan.unified ? roundedUp(options.context)
                                      : plan.parallel * roundedUp(options.context / plan.parallel);
    return plan;
}

}  // namespace

Result<ContextPlan> planContext(const LlamaOptions& options, const ContextNeed& need) {
    auto plan = planMemory(options, need);
    if (plan) {
        plan->keptSequences = keptSequences(*plan, need.maxSequences);
    }
    return plan;
}

Result<void> checkBatch(const LlamaOptions& options, const ContextPlan& plan) {
    const int needed = plan.parallel * (1 + options.speculate);
    if (options.batch >= needed) {
        return {};
    }
    const std::string drafts =
        options.speculate > 0 ? fmt::format(" with {} drafted tokens each", options.speculate) : "";
    return fail(ErrorKind::Usage,
                fmt::format("cpu: batch={} is too small for {} requests at a time{}; give batch={} "
                            "or more, or a lower parallel",
                            options.batch, plan.parallel, drafts, needed));
}

}  // namespace sagebench
