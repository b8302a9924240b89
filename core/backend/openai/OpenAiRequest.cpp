// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "backend/openai/OpenAiTarget.h"

namespace sagebench {
namespace {

using nlohmann::json;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool sameName(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

json messagesOf(const Prompt& prompt) {
    json messages = json::array();
    for (const ChatMessage& turn : prompt.history) {
        messages.push_back({{"role", turn.role}, {"content", turn.content}});
    }
    messages.push_back({{"role", "user"}, {"content", prompt.text}});
    return messages;
}

bool endsOrBegins(std::string_view before, std::string_view after) {
    constexpr std::string_view kSpace = " \t\r\n";
    return before.empty() || after.empty() || kSpace.find(before.back()) != kSpace.npos ||
           kSpace.find(after.front()) != kSpace.npos;
}

/// A conversation as running text, for endpoints that know no messages. Answers are put as they
/// came, so that a prefix cache knows them again.
std::string runningText(const Prompt& prompt) {
    std::string text;
    const auto add = [&](std::string_view part) {
        text += endsOrBegins(text, part) ? "" : " ";
        text += part;
    };
    for (const ChatMessage& turn : prompt.history) {
        add(turn.content);
    }
    add(prompt.text);
    return text;
}

void addPrompt(json& body, const OpenAiTarget& target, const Prompt& prompt) {
    if (target.endpoint == Endpoint::Chat) {
        body["messages"] = messagesOf(prompt);
    } else if (target.promptAsTokenIds && !prompt.tokenIds.empty()) {
        body["prompt"] = prompt.tokenIds;
    } else {
        body["prompt"] = runningText(prompt);
    }
}

/// The user's keys replace ours. Where the length is given under its newer name, ours must not be
/// there.
void addUserKeys(json& body, const std::map<std::string, std::string>& given) {
    if (given.count("max_completion_tokens") > 0) {
        body.erase("max_tokens");
    }
    for (const auto& [key, text] : given) {
        const json value = json::parse(text, nullptr, false);
        body[key] = value.is_discarded() ? json(text) : value;
    }
}

std::string bodyOf(const OpenAiTarget& target, const ScheduledRequest& spec, const Prompt& prompt) {
    json body = {{"max_tokens", spec.outputTokens}, {"temperature", 0}, {"stream", target.stream}};
    if (!target.model.empty()) {
        body["model"] = target.model;
    }
    if (target.stream) {
        body["stream_options"] = {{"include_usage", true}};
    }
    addPrompt(body, target, prompt);
    addUserKeys(body, target.bodyJson);
    return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

using Fields = std::vector<std::pair<std::string, std::string>>;

void setField(Fields& fields, const std::string& name, const std::string& value) {
    for (auto& field : fields) {
        if (sameName(field.first, name)) {
            field.second = value;
            return;
        }
    }
    fields.emplace_back(name, value);
}

std::string requestId(const ScheduledRequest& spec) {
    return fmt::format("{}-{}", spec.warmup ? "warmup" : "measured", spec.index);
}

Fields fieldsOf(const OpenAiTarget& target, const ScheduledRequest& spec, std::size_t bodyBytes) {
    Fields fields = {{"Host", target.base.authority()},
                     {"User-Agent", "sagellm-benchmark"},
                     {"Accept", target.stream ? "text/event-stream" : "application/json"},
                     {"Content-Type", "application/json"}};
    if (!target.key.empty()) {
        fields.emplace_back("Authorization", "Bearer " + target.key.reveal());
    }
    if (target.requestIds) {
        fields.emplace_back("X-Request-Id", requestId(spec));
    }
    for (const auto& [name, value] : target.headers) {
        setField(fields, name, value);
    }
    setField(fields, "Content-Length", std::to_string(bodyBytes));
    return fields;
}

}  // namespace

std::string encodeOpenAiRequest(const OpenAiTarget& target, const ScheduledRequest& spec,
                                const Prompt& prompt) {
    const std::string body = bodyOf(target, spec, prompt);
    std::string request = fmt::format("POST {} HTTP/1.1\r\n", target.path);
    for (const auto& [name, value] : fieldsOf(target, spec, body.size())) {
        request += fmt::format("{}: {}\r\n", name, value);
    }
    return request + "\r\n" + body;
}

}  // namespace sagebench
