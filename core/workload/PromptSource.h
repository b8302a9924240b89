// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/Result.h"
#include "workload/Prompt.h"

namespace sagebench {

/// Which prompt is wanted.
struct PromptAsk {
    std::uint64_t index = 0;
    std::int32_t tokens =
        0;  ///< 0: as the data set's text has. In a conversation: what the turn adds
    std::uint64_t seed = 0;
    std::uint64_t row = 0;  ///< of the data set, or the number of the conversation
    std::int32_t turn = 0;  ///< from 0
};

/// Makes the prompt of a request, lazily and ahead of need: a function of the ask and the history.
/// Safe from one thread at a time.
class PromptSource {
  public:
    virtual ~PromptSource() = default;
    /// `history`: the earlier turns of the conversation, with the answers that came. Errors (Input,
    /// Io): the data set can't be read any more.
    virtual Result<Prompt> make(const PromptAsk& ask,
                                std::span<const ChatMessage> history) const = 0;
    /// What the report must say of the prompts; empty when all are as asked. After the run.
    virtual std::vector<std::string> warnings() const { return {}; }
    /// Lengths are estimates.
    virtual bool approximate() const { return false; }
};

}  // namespace sagebench
