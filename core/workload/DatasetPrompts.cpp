// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/DatasetPrompts.h"

#include <algorithm>

#include "workload/HistoryTokens.h"

namespace sagebench {

Result<Prompt> DatasetPrompts::make(const PromptAsk& ask,
                                    std::span<const ChatMessage> history) const {
    auto row = dataset_.row(ask.row);
    if (!row) {
        return tl::unexpected(row.error());
    }
    Prompt prompt;
    const auto turn = static_cast<std::size_t>(std::max(ask.turn, 0));
    prompt.text = row->turns[std::min(turn, row->turns.size() - 1)];
    prompt.history.assign(history.begin(), history.end());
    if (turn == 0) {
        prompt.history = std::move(row->before);
    }
    if (fitter_.form() == TokenCounter::Form::TokenIds) {
        if (auto ids = fitter_.textTokens(prompt.text)) {
            prompt.tokenIds = withHistory(prompt.history, *std::move(ids), fitter_);
        }
    }
    return prompt;
}

}  // namespace sagebench
