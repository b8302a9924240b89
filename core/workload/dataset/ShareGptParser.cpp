// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include "workload/dataset/JsonText.h"
#include "workload/dataset/RowParser.h"

namespace sagebench {
namespace {

namespace dom = simdjson::dom;

constexpr const char* kExpected =
    R"(an object with "conversations" or "messages" (a list of {"from", "value"} or {"role", "content"}))";

/// System texts, and what the user says: answers are the engine's, not the data set's. Texts that
/// follow each other without an answer are one turn.
DatasetRow userTurns(const std::vector<ChatMessage>& messages) {
    DatasetRow row;
    bool continues = false;
    for (const ChatMessage& message : messages) {
        if (message.role == "system" && row.turns.empty()) {
            row.before.push_back(message);
        } else if (message.role == "user" && !message.content.empty()) {
            if (continues) {
                row.turns.back() += '\n' + message.content;
            } else {
                row.turns.push_back(message.content);
            }
            continues = true;
        } else if (message.role == "assistant") {
            continues = false;
        }
    }
    return row;
}

class ShareGptParser final : public RowParser {
  public:
    Result<ParsedRow> parse(std::string_view text) override {
        const auto object = parseObject(parser_, text, kExpected);
        if (!object) {
            return tl::unexpected(object.error());
        }
        const auto named = find(*object, "conversations");
        const auto list = named ? named : find(*object, "messages");
        const auto messages = list ? messagesOf(*list) : std::nullopt;
        if (!messages) {
            return fail(ErrorKind::Input, std::string(kExpected) + " was expected");
        }
        ParsedRow parsed;
        parsed.row = userTurns(*messages);
        const auto spoken = std::ranges::count_if(
            *messages, [](const ChatMessage& m) { return m.role != "system"; });
        parsed.usable = spoken >= 2 && !parsed.row.turns.empty();
        parsed.numbers.turns = static_cast<std::uint16_t>(std::min<std::size_t>(
            parsed.row.turns.size(), std::numeric_limits<std::uint16_t>::max()));
        return parsed;
    }
    std::string_view unusable() const override { return "conversations of fewer than two turns"; }

  private:
    dom::parser parser_;
};

}  // namespace

std::unique_ptr<RowParser> makeShareGptParser() {
    return std::make_unique<ShareGptParser>();
}

}  // namespace sagebench
