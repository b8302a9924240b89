// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/CounterChoice.h"

#include <fmt/format.h>

#include "backend/openai/CalibratedCounter.h"
#include "backend/openai/ServerTokenizer.h"

namespace sagebench {
namespace {

/// No generated prompt begins like this, so no prefix cache profits from it.
constexpr const char* kTrialText = "(0) Is this count the server's? 1 2 3";

/// A prompt for the trial, and how long the tokenizer says that it is.
struct Trial {
    Prompt prompt;
    int tokens = 0;
};
Result<Trial> makeTrial(ServerTokenizer& tokenizer, std::stop_token stop) {
    Trial trial;
    trial.prompt.text = kTrialText;
    if (tokenizer.form() == TokenCounter::Form::Text) {
        return tokenizer.promptTokens(kTrialText, std::move(stop)).map([&](int tokens) {
            trial.tokens = tokens;
            return trial;
        });
    }
    return tokenizer.pieceTokens(kTrialText, std::move(stop))
        .map([&](std::vector<std::int32_t> ids) {
            trial.tokens = static_cast<int>(ids.size());
            trial.prompt.tokenIds = std::move(ids);
            return trial;
        });
}

/// What is wrong with the tokenizer's count, empty when a real request agrees with it.
Result<std::string> disagreement(ServerTokenizer& tokenizer, ServerCalls& calls,
                                 OpenAiTarget target, const std::stop_token& stop) {
    target.promptAsTokenIds = tokenizer.form() == TokenCounter::Form::TokenIds;
    const auto trial = makeTrial(tokenizer, stop);
    if (!trial) {
        return tl::unexpected(trial.error());
    }
    HttpResponse answer;
    const auto told = usageOfRequest(calls, target, trial->prompt, answer, stop);
    if (!told && target.promptAsTokenIds && (answer.status == 400 || answer.status == 422)) {
        return "it takes no token ids: " + told.error().message;
    }
    if (!told) {
        return tl::unexpected(told.error());
    }
    return *told && **told != trial->tokens
               ? fmt::format("a prompt of {} tokens by its tokenizer is one of {} by its usage",
                             trial->tokens, **told)
               : std::string();
}

}  // namespace

Result<CounterChoice> chooseTokenCounter(std::span<const TokenizeShape> shapes,
                                         const std::shared_ptr<ServerCalls>& calls,
                                         const OpenAiTarget& target, const std::stop_token& stop) {
    auto route = findTokenizeRoute(shapes, calls, target, stop);
    if (!route) {
        return tl::unexpected(route.error());
    }
    if (!*route) {
        return CounterChoice{std::make_unique<CalibratedCounter>(calls, target), {}};
    }
    auto tokenizer = std::make_unique<ServerTokenizer>(std::move(*route), target.endpoint);
    const auto complaint = disagreement(*tokenizer, *calls, target, stop);
    if (!complaint) {
        return tl::unexpected(complaint.error());
    }
    if (complaint->empty()) {
        return CounterChoice{std::move(tokenizer), {}};
    }
    return CounterChoice{
        std::make_unique<CalibratedCounter>(calls, target),
        "lengths of prompts are approximate: the server has a tokenizer, but " + *complaint};
}

}  // namespace sagebench
