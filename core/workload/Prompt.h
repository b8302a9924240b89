// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sagebench {

struct ChatMessage {
    std::string role;
    std::string content;
};

/// What one request asks. `tokenIds` is filled where the backend takes ids, and is then what is
/// sent; `text` always says the same as readable text.
struct Prompt {
    std::string text;
    std::vector<std::int32_t> tokenIds;
    std::vector<ChatMessage> history;  ///< earlier turns, oldest first
};

}  // namespace sagebench
