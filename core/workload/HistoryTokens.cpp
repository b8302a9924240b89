// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/HistoryTokens.h"

namespace sagebench {

std::vector<std::int32_t> withHistory(std::span<const ChatMessage> history,
                                      std::vector<std::int32_t> ids, const PromptFitter& fitter) {
    std::vector<std::int32_t> all;
    for (const ChatMessage& message : history) {
        const auto earlier = fitter.textTokens(message.content);
        if (!earlier) {
            return {};
        }
        all.insert(all.end(), earlier->begin(), earlier->end());
    }
    all.insert(all.end(), ids.begin(), ids.end());
    return all;
}

}  // namespace sagebench
