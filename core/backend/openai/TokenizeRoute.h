// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "backend/openai/OpenAiPresets.h"
#include "backend/openai/OpenAiTarget.h"
#include "backend/openai/ServerCalls.h"

namespace sagebench {

/// A server's own tokenizer, as it is reached over HTTP. Errors: Unavailable.
class TokenizeRoute {
  public:
    virtual ~TokenizeRoute() = default;
    /// Ids of the text, without the tokens that a model puts at its start.
    virtual Result<std::vector<std::int32_t>> ids(const std::string& text,
                                                  std::stop_token stop) = 0;
    /// Tokens of a chat of one user message, those of the template included.
    virtual Result<int> chatTokens(const std::string& text, std::stop_token stop) = 0;
};

std::unique_ptr<TokenizeRoute> makeTokenizeRoute(TokenizeShape shape,
                                                 std::shared_ptr<ServerCalls> calls,
                                                 const OpenAiTarget& target);

/// The first of the shapes that the server answers to with tokens, for the target's endpoint; null:
/// it has none of them. Errors: Cancelled.
Result<std::unique_ptr<TokenizeRoute>> findTokenizeRoute(std::span<const TokenizeShape> shapes,
                                                         const std::shared_ptr<ServerCalls>& calls,
                                                         const OpenAiTarget& target,
                                                         const std::stop_token& stop);

}  // namespace sagebench
