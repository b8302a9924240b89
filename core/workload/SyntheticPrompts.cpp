// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/SyntheticPrompts.h"

#include <fmt/format.h>

#include "workload/HistoryTokens.h"

namespace sagebench {

Result<void> SyntheticPrompts::tryOut(std::span<const PromptAsk> first, std::stop_token stop) {
    for (const PromptAsk& ask : first) {
        if (stop.stop_requested()) {
            return fail(ErrorKind::Cancelled, "stopped while prompts were made");
        }
        // What a server counts for a later turn depends on answers that are not there yet.
        if (ask.turn > 0) {
            continue;
        }
        const auto parts = segments(ask);
        if (!parts) {
            return tl::unexpected(parts.error());
        }
        const auto correction = fitter_.tryOut(*parts, stop);
        if (!correction) {
            return tl::unexpected(correction.error());
        }
        tried_.emplace(ask.index, *correction);
    }
    return {};
}

Result<Prompt> SyntheticPrompts::make(const PromptAsk& ask,
                                      std::span<const ChatMessage> history) const {
    const auto parts = segments(ask);
    if (!parts) {
        return tl::unexpected(parts.error());
    }
    const auto known = tried_.find(ask.index);
    FittedPrompt made =
        fitter_.make(*parts, ask.turn == 0, known == tried_.end() ? nullptr : &known->second);
    count(made);
    Prompt prompt{std::move(made.text), std::move(made.ids), {history.begin(), history.end()}};
    if (!history.empty() && !prompt.tokenIds.empty()) {
        prompt.tokenIds = withHistory(history, std::move(prompt.tokenIds), fitter_);
    }
    return prompt;
}

Result<std::vector<PromptSegment>> SyntheticPrompts::segments(const PromptAsk& ask) const {
    if (!blocks_) {
        return segmentsOf(rules_, ask, {});
    }
    const auto row = blocks_->row(ask.row);
    return row ? Result<std::vector<PromptSegment>>(segmentsOf(rules_, ask, row->blocks))
               : tl::unexpected(row.error());
}

void SyntheticPrompts::count(const FittedPrompt& made) const {
    ++made_;
    tooShort_ += made.tooShortToReach ? 1 : 0;
    inexact_ += !made.exact && !made.tooShortToReach ? 1 : 0;
}

std::vector<std::string> SyntheticPrompts::warnings() const {
    std::vector<std::string> warnings;
    if (tooShort_ > 0) {
        warnings.push_back(fmt::format(
            "{} of {} prompts are longer than asked: the server's chat template alone has "
            "about {} tokens; the shortest prompt was sent",
            tooShort_, made_, fitter_.sharedTokens()));
    }
    if (inexact_ > 0) {
        warnings.push_back(fmt::format(
            "{} of {} prompts may not have exactly the tokens asked{}", inexact_, made_,
            approximate() ? ": the server offers no tokenizer, lengths were estimated" : ""));
    }
    return warnings;
}

}  // namespace sagebench
