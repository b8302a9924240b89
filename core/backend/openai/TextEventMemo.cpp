// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/TextEventMemo.h"

#include <algorithm>

namespace sagebench {
namespace {

/// Printable ASCII that JSON needs no escape for.
bool meansItself(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

}  // namespace

void TextEventMemo::keep(std::string_view whole, std::size_t textAt, std::string_view text) {
    const std::string_view after = whole.substr(textAt + text.size());
    if (std::ranges::all_of(text, meansItself) && whole.substr(textAt, text.size()) == text &&
        after.starts_with('"')) {
        before_ = whole.substr(0, textAt);
        after_ = after;
    }
}

std::string_view TextEventMemo::take(std::string_view& input) const {
    if (before_.empty() || !input.starts_with(before_)) {
        return {};
    }
    const std::string_view rest = input.substr(before_.size());
    const auto end = std::ranges::find_if_not(rest, meansItself);
    const std::string_view text = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    if (text.empty() || !rest.substr(text.size()).starts_with(after_)) {
        return {};
    }
    input = rest.substr(text.size() + after_.size());
    return text;
}

}  // namespace sagebench
