// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Secret.h"

#include <algorithm>
#include <cstddef>

namespace sagebench {
namespace {

/// So much of a key, from its start, counts as the key: a text may have been cut within it.
constexpr std::size_t kEnoughToTell = 8;

}  // namespace

std::string Secret::redact(std::string text) const {
    if (value_.empty()) {
        return text;
    }
    const std::string start = value_.substr(0, kEnoughToTell);
    for (auto at = text.find(start); at != std::string::npos; at = text.find(start, at + 3)) {
        const auto differs =
            std::mismatch(value_.begin(), value_.end(),
                          text.begin() + static_cast<std::ptrdiff_t>(at), text.end());
        text.replace(at, static_cast<std::size_t>(differs.first - value_.begin()), "***");
    }
    return text;
}

}  // namespace sagebench
