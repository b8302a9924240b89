// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/TextEventMemo.h"

namespace sagebench {
namespace {

/// Printable ASCII that JSON needs no escape for.
bool meansItself(std::string_view text) {
    bool all = true;
    for (const char c : text) {
        all = all && c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }
    return all;
}

}  // namespace

void TextEventMemo::keep(std::string_view json, std::size_t textAt, std::string_view text) {
    const std::string_view after = json.substr(textAt + text.size());
    if (meansItself(text) && json.substr(textAt, text.size()) == text && after.starts_with('"')) {
        before_ = json.substr(0, textAt);
        after_ = after;
    }
}

std::string_view TextEventMemo::textOf(std::string_view json) const {
    const std::size_t around = before_.size() + after_.size();
    if (around == 0 || json.size() <= around || !json.starts_with(before_) ||
        !json.ends_with(after_)) {
        return {};
    }
    const std::string_view text = json.substr(before_.size(), json.size() - around);
    return meansItself(text) ? text : std::string_view();
}

}  // namespace sagebench
