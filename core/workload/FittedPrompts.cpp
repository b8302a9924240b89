// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/FittedPrompts.h"

#include <fmt/format.h>

#include <algorithm>

namespace sagebench {

Result<std::unique_ptr<FittedPrompts>> FittedPrompts::fit(std::span<const PromptAsk> asked,
                                                          bool samePrompt, PromptFitter& fitter,
                                                          std::stop_token stop) {
    std::unique_ptr<FittedPrompts> prompts(new FittedPrompts(fitter));
    prompts->entries_.reserve(asked.size());
    for (const PromptAsk& request : asked) {
        if (stop.stop_requested()) {
            return fail(ErrorKind::Cancelled, "stopped while prompts were made");
        }
        if (samePrompt && !prompts->entries_.empty()) {
            prompts->entries_.push_back(
                {request.index, request.tokens, prompts->entries_.front().recipe});
            continue;
        }
        const auto fitted = fitter.fit(request.seed, request.tokens, stop);
        if (!fitted) {
            return tl::unexpected(fitted.error());
        }
        prompts->entries_.push_back({request.index, request.tokens, fitted->recipe});
        prompts->inexact_ += !fitted->exact && !fitted->tooShortToReach;
        prompts->tooShort_ += fitted->tooShortToReach;
    }
    return prompts;
}

Result<Prompt> FittedPrompts::make(const PromptAsk& ask,
                                   std::span<const ChatMessage> history) const {
    const auto entry =
        std::lower_bound(entries_.begin(), entries_.end(), ask.index,
                         [](const Entry& e, std::uint64_t i) { return e.index < i; });
    Prompt prompt;
    prompt.text = textOf(entry->recipe);
    prompt.history.assign(history.begin(), history.end());
    if (fitter_.form() == TokenCounter::Form::TokenIds) {
        prompt.tokenIds =
            fitter_.idsOf(entry->recipe.seed, static_cast<std::size_t>(entry->tokens));
    }
    return prompt;
}

std::vector<std::string> FittedPrompts::warnings() const {
    std::vector<std::string> warnings;
    if (tooShort_ > 0) {
        warnings.push_back(fmt::format(
            "{} of {} prompts are longer than asked: the server's chat template alone has "
            "about {} tokens; the shortest prompt was sent",
            tooShort_, entries_.size(), fitter_.sharedTokens()));
    }
    if (inexact_ > 0) {
        warnings.push_back(fmt::format(
            "{} of {} prompts may not have exactly the tokens asked{}", inexact_, entries_.size(),
            approximate() ? ": the server offers no tokenizer, lengths were estimated" : ""));
    }
    return warnings;
}

}  // namespace sagebench
