// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "backend/openai/OpenAiTarget.h"
#include "backend/openai/ServerCalls.h"
#include "workload/TokenCounter.h"

namespace sagebench {

/// Counts by asking for one token and reading `usage`: for servers without a tokenizer. The text
/// goes to the server as it is, so whoever asks takes care that it neither is nor begins a prompt
/// to be measured.
class CalibratedCounter final : public TokenCounter {
  public:
    CalibratedCounter(std::shared_ptr<ServerCalls> calls, OpenAiTarget target);
    Form form() const override { return Form::Calibrated; }
    Result<std::vector<std::int32_t>> pieceTokens(std::string_view piece,
                                                  std::stop_token stop) override;
    Result<int> promptTokens(std::string_view text, std::stop_token stop) override;

  private:
    std::shared_ptr<ServerCalls> calls_;
    OpenAiTarget target_;
};

/// One real request for one token, not streamed: its usage.prompt_tokens; absent: the server has
/// none. `answer` gets what came back. Errors: Unavailable (refused, with what the server says),
/// Cancelled.
Result<std::optional<int>> usageOfRequest(ServerCalls& calls, const OpenAiTarget& target,
                                          const Prompt& prompt, HttpResponse& answer,
                                          std::stop_token stop);

}  // namespace sagebench
