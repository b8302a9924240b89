// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "backend/openai/OpenAiTarget.h"
#include "backend/openai/TokenizeRoute.h"
#include "workload/TokenCounter.h"

namespace sagebench {

/// Counts with the server's own tokenizer: ids for /v1/completions, the templated text for chat.
class ServerTokenizer final : public TokenCounter {
  public:
    ServerTokenizer(std::unique_ptr<TokenizeRoute> route, Endpoint endpoint);
    Form form() const override;
    Result<std::vector<std::int32_t>> pieceTokens(std::string_view piece,
                                                  std::stop_token stop) override;
    Result<int> promptTokens(std::string_view text, std::stop_token stop) override;

  private:
    using Ids = std::vector<std::int32_t>;
    Result<Ids> idsOf(const std::string& text, std::stop_token stop);

    std::unique_ptr<TokenizeRoute> route_;
    Endpoint endpoint_;
    std::map<std::string, Ids, std::less<>> known_;
};

}  // namespace sagebench
