// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"
#include "workload/Prompt.h"
#include "workload/dataset/FileWindow.h"

namespace sagebench {

/// `text` as a JSON object; valid until the parser's next one. Errors (Input): "expected" with
/// what is wrong.
Result<simdjson::dom::object> parseObject(simdjson::dom::parser& parser, std::string_view text,
                                          std::string_view expected);

std::optional<simdjson::dom::element> find(simdjson::dom::object object, std::string_view key);

/// A text, or a list of parts {"type": "text", "text": …}; absent: neither.
std::optional<std::string> contentText(simdjson::dom::element content);

/// Messages {"role", "content"} or {"from", "value"}, with roles "system", "user", "assistant";
/// those of tools are left out. Absent: not such a list.
std::optional<std::vector<ChatMessage>> messagesOf(simdjson::dom::element list);

}  // namespace sagebench
