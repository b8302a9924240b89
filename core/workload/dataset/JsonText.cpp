// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/JsonText.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace sagebench {
namespace {

namespace dom = simdjson::dom;

/// The names that data sets have for who speaks.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kRoles = {
    {{"user", "user"},
     {"human", "user"},
     {"assistant", "assistant"},
     {"gpt", "assistant"},
     {"chatgpt", "assistant"},
     {"bing", "assistant"},
     {"bard", "assistant"},
     {"model", "assistant"},
     {"system", "system"},
     {"developer", "system"}}};

std::string_view roleOf(std::string_view name) {
    for (const auto& [given, role] : kRoles) {
        if (given == name) {
            return role;
        }
    }
    return {};
}

std::optional<dom::element> either(dom::object object, std::string_view a, std::string_view b) {
    const auto first = find(object, a);
    return first ? first : find(object, b);
}

}  // namespace

Result<dom::object> parseObject(dom::parser& parser, std::string_view text,
                                std::string_view expected) {
    dom::element document;
    const auto error = parser.parse(text.data(), text.size(), false).get(document);
    if (error != simdjson::SUCCESS) {
        return fail(ErrorKind::Input, fmt::format("{} was expected, and this is not JSON: {}",
                                                  expected, simdjson::error_message(error)));
    }
    dom::object object;
    if (document.get(object) != simdjson::SUCCESS) {
        return fail(ErrorKind::Input, fmt::format("{} was expected", expected));
    }
    return object;
}

std::optional<dom::element> find(dom::object object, std::string_view key) {
    dom::element value;
    return object[key].get(value) == simdjson::SUCCESS && !value.is_null() ? std::optional(value)
                                                                           : std::nullopt;
}

std::optional<std::string> contentText(dom::element content) {
    std::string_view text;
    if (content.get(text) == simdjson::SUCCESS) {
        return std::string(text);
    }
    dom::array parts;
    if (content.get(parts) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    std::string joined;
    for (const dom::element part : parts) {
        if (part["text"].get(text) != simdjson::SUCCESS) {
            return std::nullopt;
        }
        joined += text;
    }
    return joined;
}

std::optional<std::vector<ChatMessage>> messagesOf(dom::element list) {
    dom::array array;
    if (list.get(array) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    std::vector<ChatMessage> messages;
    for (const dom::element element : array) {
        dom::object object;
        std::string_view name;
        if (element.get(object) != simdjson::SUCCESS) {
            return std::nullopt;
        }
        const auto speaker = either(object, "role", "from");
        if (!speaker || speaker->get(name) != simdjson::SUCCESS) {
            return std::nullopt;
        }
        const std::string_view role = roleOf(name);
        if (role.empty()) {
            continue;
        }
        const auto content = either(object, "content", "value");
        auto text = content ? contentText(*content) : std::string();
        if (!text) {
            return std::nullopt;
        }
        messages.push_back({std::string(role), *std::move(text)});
    }
    return messages;
}

}  // namespace sagebench
