// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/AnswerFacts.h"

#include <cmath>

namespace sagebench {
namespace {

void update(std::optional<std::int32_t>& known, const std::optional<std::int32_t>& told) {
    if (told) {
        known = told;
    }
}

}  // namespace

void AnswerFacts::reset() {
    finishReason_.clear();
    promptTokens_.reset();
    cachedTokens_.reset();
    completionTokens_.reset();
    timings_ = {};
}

void AnswerFacts::add(const StreamEvent& event) {
    if (!event.finishReason.empty()) {
        finishReason_ = event.finishReason;
    }
    update(promptTokens_, event.promptTokens);
    update(cachedTokens_, event.cachedTokens);
    update(completionTokens_, event.completionTokens);
    if (event.timings.present) {
        timings_ = event.timings;
    }
}

void AnswerFacts::writeTo(RequestRecord& record, bool streamed) const {
    record.finishReason = finishReason_;
    record.promptTokens = promptTokens_;
    record.cachedTokens = cachedTokens_;
    if (completionTokens_) {
        record.outputTokens = completionTokens_;
        record.tokenCountBasis = TokenCountBasis::Usage;
    } else if (streamed) {
        record.outputTokens = static_cast<std::int32_t>(record.chunks.size());
        record.tokenCountBasis = TokenCountBasis::Chunks;
    }
    for (std::size_t i = 0; timings_.present && i < ServerTimings::kNames.size(); ++i) {
        if (!std::isnan(timings_.values[i])) {
            record.server.emplace_back(ServerTimings::kNames[i], timings_.values[i]);
        }
    }
}

}  // namespace sagebench
