// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "plan/TokenLengths.h"
#include "workload/dataset/JsonText.h"
#include "workload/dataset/RowParser.h"

namespace sagebench {
namespace {

namespace dom = simdjson::dom;

constexpr const char* kExpected =
    R"(an object with "prompt" (a text) or "messages" (a list of {"role", "content"}))";

/// What the last user message asks, with all that was said before it.
std::optional<DatasetRow> fromMessages(dom::element list) {
    auto messages = messagesOf(list);
    if (!messages) {
        return std::nullopt;
    }
    const auto last = std::find_if(messages->rbegin(), messages->rend(),
                                   [](const ChatMessage& m) { return m.role == "user"; });
    if (last == messages->rend()) {
        return std::nullopt;
    }
    DatasetRow row;
    row.turns.push_back(last->content);
    messages->erase(last.base() - 1, messages->end());
    row.before = *std::move(messages);
    return row;
}

std::optional<DatasetRow> fromPrompt(dom::element prompt) {
    std::string_view text;
    if (prompt.get(text) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    DatasetRow row;
    row.turns.emplace_back(text);
    return row;
}

class PromptsParser final : public RowParser {
  public:
    Result<ParsedRow> parse(std::string_view text) override {
        const auto object = parseObject(parser_, text, kExpected);
        if (!object) {
            return tl::unexpected(object.error());
        }
        const auto prompt = find(*object, "prompt");
        const auto messages = find(*object, "messages");
        auto row = prompt ? fromPrompt(*prompt) : messages ? fromMessages(*messages) : std::nullopt;
        if (!row || row->turns.front().empty()) {
            return fail(ErrorKind::Input, std::string(kExpected) + " was expected, with a text");
        }
        ParsedRow parsed;
        parsed.row = *std::move(row);
        for (const std::string_view key : {"output_tokens", "max_tokens"}) {
            if (const auto value = find(*object, key); value && parsed.numbers.outputTokens == 0) {
                std::int64_t tokens = 0;
                if (value->get(tokens) != simdjson::SUCCESS || tokens < 1 ||
                    tokens > TokenLengths::kMax) {
                    return fail(ErrorKind::Input,
                                "\"" + std::string(key) + "\" must be a whole number from 1");
                }
                parsed.numbers.outputTokens = static_cast<std::int32_t>(tokens);
            }
        }
        return parsed;
    }

  private:
    dom::parser parser_;
};

}  // namespace

std::unique_ptr<RowParser> makePromptsParser() {
    return std::make_unique<PromptsParser>();
}

}  // namespace sagebench
