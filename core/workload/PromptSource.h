// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "workload/Prompt.h"

namespace sagebench {

/// Makes the prompt of a request, lazily and ahead of need. The same index gives the same prompt.
/// Safe from one thread at a time.
class PromptSource {
  public:
    virtual ~PromptSource() = default;
    virtual Prompt make(std::uint64_t index, std::span<const ChatMessage> history) const = 0;
};

}  // namespace sagebench
