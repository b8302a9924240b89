// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>

#include "backend/openai/OpenAiPresets.h"
#include "backend/openai/ServerCalls.h"
#include "workload/TokenCounter.h"

namespace sagebench {

struct CounterChoice {
    std::unique_ptr<TokenCounter> counter;
    std::string warning;  ///< empty: none
};
/// The most exact counter that the server allows. One that has a tokenizer is tried with a real
/// request: where its count is not the server's, or it takes no ids, lengths are calibrated and a
/// warning says so. Errors: Unavailable (the endpoint refuses requests), Cancelled.
Result<CounterChoice> chooseTokenCounter(std::span<const TokenizeShape> shapes,
                                         const std::shared_ptr<ServerCalls>& calls,
                                         const OpenAiTarget& target, const std::stop_token& stop);

}  // namespace sagebench
