// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ErrorText.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace sagebench {
namespace {

using nlohmann::json;

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// At most `maxBytes`, never through the middle of a character.
std::string_view cutAtCharacter(std::string_view text, std::size_t maxBytes) {
    std::size_t end = maxBytes;
    while (end > 0 && isContinuation(text[end])) {
        --end;
    }
    return text.substr(0, end);
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// A string, or the JSON of anything else; empty for null and what is not there.
std::string textOf(const json& object, const char* key) {
    const auto it = object.find(key);
    if (it == object.end() || it->is_null()) {
        return {};
    }
    return it->is_string() ? it->get<std::string>()
                           : it->dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string describe(const json& error) {
    std::string message = textOf(error, "message");
    std::vector<std::string> details;
    for (const char* key : {"type", "code"}) {
        if (const std::string value = textOf(error, key); !value.empty()) {
            details.push_back(fmt::format("{} {}", key, value));
        }
    }
    const std::string detail = fmt::format("{}", fmt::join(details, ", "));
    if (message.empty() || detail.empty()) {
        return message + detail;
    }
    return fmt::format("{} ({})", message, detail);
}

std::string messageOf(const json& answer) {
    const auto error = answer.find("error");
    if (error != answer.end() && error->is_object()) {
        return describe(*error);
    }
    if (std::string text = textOf(answer, "error"); !text.empty()) {
        return text;
    }
    const std::string described = describe(answer);
    return described.empty() ? textOf(answer, "detail") : described;
}

}  // namespace

std::string cleanText(std::string_view text, std::size_t maxBytes) {
    text = trimmed(text);
    const bool cut = text.size() > maxBytes;
    std::string clean(cut ? cutAtCharacter(text, maxBytes) : text);
    const bool utf8 = simdjson::validate_utf8(clean.data(), clean.size());
    std::replace_if(
        clean.begin(), clean.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    if (!utf8) {
        std::replace_if(
            clean.begin(), clean.end(), [](unsigned char c) { return c >= 0x80; }, '?');
    }
    return cut ? clean + "…" : clean;
}

std::string serverMessage(std::string_view body) {
    const json answer = json::parse(body, nullptr, false);
    const std::string message = answer.is_object() ? messageOf(answer) : std::string();
    return cleanText(message.empty() ? body : message);
}

}  // namespace sagebench
