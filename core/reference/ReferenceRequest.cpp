// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/ReferenceRequest.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "base/AsciiCase.h"

namespace sagebench {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kHeadEnd = "\r\n\r\n";

bool beginsWithName(std::string_view line, std::string_view name) {
    return line.size() > name.size() && line[name.size()] == ':' &&
           sameIgnoringCase(line.substr(0, name.size()), name);
}

/// The value of a field; `name` in lower case. Empty: not there.
std::string_view fieldOf(std::string_view head, std::string_view name) {
    for (auto at = head.find("\r\n"); at != head.npos; at = head.find("\r\n", at)) {
        at += 2;
        const std::string_view line = head.substr(at, head.find("\r\n", at) - at);
        if (beginsWithName(line, name)) {
            const std::string_view value = line.substr(name.size() + 1);
            return value.substr(std::min(value.find_first_not_of(' '), value.size()));
        }
    }
    return {};
}

ReferenceRoute routeOf(std::string_view head) {
    if (head.starts_with("GET /v1/models ")) {
        return ReferenceRoute::Models;
    }
    if (head.starts_with("POST /v1/chat/completions ")) {
        return ReferenceRoute::Chat;
    }
    return head.starts_with("POST /v1/completions ") ? ReferenceRoute::Completions
                                                     : ReferenceRoute::Unknown;
}

int wordsIn(std::string_view text) {
    int words = 0;
    bool inWord = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        words += !space && !inWord ? 1 : 0;
        inWord = !space;
    }
    return words;
}

/// Words of a text or of a list of texts; a list of ids counts its ids.
int tokensOf(dom::element prompt) {
    if (std::string_view text; prompt.get(text) == simdjson::SUCCESS) {
        return wordsIn(text);
    }
    int tokens = 0;
    if (dom::array parts; prompt.get(parts) == simdjson::SUCCESS) {
        for (const dom::element part : parts) {
            tokens += part.is_number() ? 1 : tokensOf(part);
        }
    }
    if (dom::element content; prompt["content"].get(content) == simdjson::SUCCESS ||
                              prompt["text"].get(content) == simdjson::SUCCESS) {
        tokens += tokensOf(content);
    }
    return tokens;
}

std::optional<std::int64_t> wantedTokens(dom::element body) {
    for (const char* key : {"max_completion_tokens", "max_tokens"}) {
        if (std::int64_t value = 0; body[key].get(value) == simdjson::SUCCESS) {
            return value;
        }
    }
    return std::nullopt;
}

void readBody(std::string_view text, ReferenceRequest& request) {
    thread_local dom::parser parser;
    dom::element body;
    if (parser.parse(text.data(), text.size()).get(body) != simdjson::SUCCESS ||
        !body.is_object()) {
        request.error = "the body is not a JSON object";
        return;
    }
    const auto tokens = wantedTokens(body).value_or(request.tokens);
    if (tokens < 1 || tokens > ReferenceRequest::kMaxTokens) {
        request.error = "max_tokens must be from 1 to 1000000";
        return;
    }
    request.tokens = static_cast<int>(tokens);
    if (bool stream = false; body["stream"].get(stream) == simdjson::SUCCESS) {
        request.stream = stream;
    }
    const char* key = request.route == ReferenceRoute::Chat ? "messages" : "prompt";
    if (dom::element prompt; body[key].get(prompt) == simdjson::SUCCESS) {
        request.promptTokens = tokensOf(prompt);
    } else {
        request.error = std::string("the body has no \"") + key + '"';
    }
}

}  // namespace

std::size_t wholeRequestSize(std::string_view input) {
    const auto headEnd = input.find(kHeadEnd);
    if (headEnd == std::string_view::npos) {
        return 0;
    }
    const std::string_view length = fieldOf(input.substr(0, headEnd), "content-length");
    std::size_t body = 0;
    std::from_chars(length.data(), length.data() + length.size(), body);
    const std::size_t all = headEnd + kHeadEnd.size();
    return input.size() - all >= body ? all + body : 0;
}

ReferenceRequest readReferenceRequest(std::string_view whole) {
    const std::string_view head = whole.substr(0, whole.find(kHeadEnd));
    ReferenceRequest request;
    request.route = routeOf(head);
    request.requestId = fieldOf(head, "x-request-id");
    request.keepAlive = fieldOf(head, "connection") != "close";
    if (request.route == ReferenceRoute::Chat || request.route == ReferenceRoute::Completions) {
        readBody(whole.substr(std::min(head.size() + kHeadEnd.size(), whole.size())), request);
    }
    return request;
}

}  // namespace sagebench
