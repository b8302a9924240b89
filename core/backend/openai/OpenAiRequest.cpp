// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "backend/openai/RequestFrame.h"
#include "base/AsciiCase.h"
#include "base/JsonString.h"

namespace sagebench {
namespace {

using nlohmann::json;

constexpr auto kReplace = json::error_handler_t::replace;

void appendMessage(std::string& out, const std::string& role, const std::string& content) {
    out += "{\"content\":";
    appendJsonString(out, content);
    out += ",\"role\":";
    appendJsonString(out, role);
    out += '}';
}

void appendMessages(std::string& out, const Prompt& prompt) {
    out += '[';
    for (const ChatMessage& turn : prompt.history) {
        appendMessage(out, turn.role, turn.content);
        out += ',';
    }
    appendMessage(out, "user", prompt.text);
    out += ']';
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

using Fields = std::vector<std::pair<std::string, std::string>>;

void setField(Fields& fields, const std::string& name, const std::string& value) {
    for (auto& field : fields) {
        if (sameIgnoringCase(field.first, name)) {
            field.second = value;
            return;
        }
    }
    fields.emplace_back(name, value);
}

std::string requestId(const ScheduledRequest& spec) {
    return fmt::format("{}-{}", spec.warmup ? "warmup" : "measured", spec.index);
}

/// The request's id and the body's length are filled in later.
constexpr std::string_view kIdField = "X-Request-Id";
constexpr std::string_view kLengthField = "Content-Length";

Fields fieldsOf(const OpenAiTarget& target) {
    Fields fields = {{"Host", target.base.authority()},
                     {"User-Agent", "sagellm-benchmark"},
                     {"Accept", target.stream ? "text/event-stream" : "application/json"},
                     {"Content-Type", "application/json"}};
    if (!target.key.empty()) {
        fields.emplace_back("Authorization", "Bearer " + target.key.reveal());
    }
    if (target.requestIds) {
        fields.emplace_back(kIdField, "");
    }
    for (const auto& [name, value] : target.headers) {
        setField(fields, name, value);
    }
    setField(fields, std::string(kLengthField), "");
    return fields;
}

/// JSON text of the members that are the same in all requests, by key.
std::map<std::string, std::string> fixedMembers(const OpenAiTarget& target) {
    std::map<std::string, std::string> members = {{"temperature", "0"},
                                                  {"stream", target.stream ? "true" : "false"}};
    if (!target.model.empty()) {
        members["model"] = json(target.model).dump(-1, ' ', false, kReplace);
    }
    if (target.stream) {
        members["stream_options"] = R"({"include_usage":true})";
    }
    for (const auto& [key, text] : target.bodyJson) {
        const json value = json::parse(text, nullptr, false);
        members[key] = (value.is_discarded() ? json(text) : value).dump(-1, ' ', false, kReplace);
    }
    return members;
}

}  // namespace

RequestFrame::RequestFrame(const OpenAiTarget& target)
    : endpoint_(target.endpoint), promptAsTokenIds_(target.promptAsTokenIds) {
    frameHead(target);
    frameBody(target);
}

void RequestFrame::frameHead(const OpenAiTarget& target) {
    std::string text = fmt::format("POST {} HTTP/1.1\r\n", target.path);
    for (const auto& [name, value] : fieldsOf(target)) {
        text += fmt::format("{}: {}", name, value);
        const bool length = sameIgnoringCase(name, kLengthField);
        if (length || (value.empty() && name == kIdField)) {
            head_.push_back({std::exchange(text, {}), length ? Hole::BodyLength : Hole::RequestId});
        }
        text += "\r\n";
    }
    head_.push_back({text + "\r\n"});
}

/// The user's members replace ours. Where the length is given under its newer name, ours must not
/// be there.
void RequestFrame::frameBody(const OpenAiTarget& target) {
    const auto fixed = fixedMembers(target);
    std::map<std::string, Piece> members;
    if (!fixed.contains("max_completion_tokens")) {
        members["max_tokens"].then = Hole::OutputTokens;
    }
    members[endpoint_ == Endpoint::Chat ? "messages" : "prompt"].then = Hole::Prompt;
    for (const auto& [key, text] : fixed) {
        members[key] = {text};
    }
    std::string text = "{";
    for (const auto& [key, member] : members) {
        text += (text == "{" && body_.empty() ? "" : ",") + json(key).dump() + ":" + member.text;
        if (member.then != Hole::None) {
            body_.push_back({std::exchange(text, {}), member.then});
        }
    }
    body_.push_back({text + "}"});
}

void RequestFrame::appendPrompt(std::string& out, const Prompt& prompt) const {
    if (endpoint_ == Endpoint::Chat) {
        appendMessages(out, prompt);
    } else if (promptAsTokenIds_ && !prompt.tokenIds.empty()) {
        out += fmt::format("[{}]", fmt::join(prompt.tokenIds, ","));
    } else {
        appendJsonString(out, runningText(prompt));
    }
}

std::string RequestFrame::encode(const ScheduledRequest& spec, const Prompt& prompt) const {
    std::string body;
    for (const Piece& piece : body_) {
        body += piece.text;
        if (piece.then == Hole::OutputTokens) {
            body += std::to_string(spec.outputTokens);
        } else if (piece.then == Hole::Prompt) {
            appendPrompt(body, prompt);
        }
    }
    std::string request;
    for (const Piece& piece : head_) {
        request += piece.text;
        if (piece.then == Hole::RequestId) {
            request += requestId(spec);
        } else if (piece.then == Hole::BodyLength) {
            request += std::to_string(body.size());
        }
    }
    return request += body;
}

std::string encodeOpenAiRequest(const OpenAiTarget& target, const ScheduledRequest& spec,
                                const Prompt& prompt) {
    return RequestFrame(target).encode(spec, prompt);
}

}  // namespace sagebench
