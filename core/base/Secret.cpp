// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Secret.h"

namespace sagebench {

std::string Secret::redact(std::string text) const {
    if (value_.empty()) {
        return text;
    }
    for (auto at = text.find(value_); at != std::string::npos; at = text.find(value_, at + 3)) {
        text.replace(at, value_.size(), "***");
    }
    return text;
}

}  // namespace sagebench
