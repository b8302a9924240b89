// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ServerTokenizer.h"

#include <algorithm>

namespace sagebench {
namespace {

/// Texts before a piece, so that it is tokenized as within running text: some tokenizers put a
/// blank before the first word of a text.
constexpr const char* kAnchors[] = {"a", "\n", "1"};

bool startsWith(const std::vector<std::int32_t>& ids, const std::vector<std::int32_t>& start) {
    return ids.size() > start.size() && std::equal(start.begin(), start.end(), ids.begin());
}

}  // namespace

ServerTokenizer::ServerTokenizer(std::unique_ptr<TokenizeRoute> route, Endpoint endpoint)
    : route_(std::move(route)), endpoint_(endpoint) {}

TokenCounter::Form ServerTokenizer::form() const {
    return endpoint_ == Endpoint::Completions ? Form::TokenIds : Form::Text;
}

Result<std::vector<std::int32_t>> ServerTokenizer::idsOf(const std::string& text,
                                                         std::stop_token stop) {
    if (const auto it = known_.find(text); it != known_.end()) {
        return it->second;
    }
    auto ids = route_->ids(text, std::move(stop));
    if (ids) {
        known_.emplace(text, *ids);
    }
    return ids;
}

Result<std::vector<std::int32_t>> ServerTokenizer::pieceTokens(std::string_view piece,
                                                               std::stop_token stop) {
    for (const std::string anchor : kAnchors) {
        const auto before = idsOf(anchor, stop);
        const auto together = idsOf(anchor + std::string(piece), stop);
        if (!before || !together) {
            return before ? together : before;
        }
        if (startsWith(*together, *before)) {
            return Ids(together->begin() + static_cast<std::ptrdiff_t>(before->size()),
                       together->end());
        }
    }
    return idsOf(std::string(piece), stop);
}

Result<int> ServerTokenizer::promptTokens(std::string_view text, std::stop_token stop) {
    if (endpoint_ == Endpoint::Chat) {
        return route_->chatTokens(std::string(text), std::move(stop));
    }
    return route_->ids(std::string(text), std::move(stop)).map([](const Ids& ids) {
        return static_cast<int>(ids.size());
    });
}

}  // namespace sagebench
