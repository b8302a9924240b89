// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/ErrorCounts.h"

#include <algorithm>

namespace sagebench {

void ErrorCounts::add(const RequestRecord& failed) {
    const std::string category(toString(failed.errorCategory));
    ++byCategory[category];
    if (failed.errorMessage.empty()) {
        return;
    }
    std::vector<std::string>& kept = firstMessages[category];
    const bool known = std::find(kept.begin(), kept.end(), failed.errorMessage) != kept.end();
    if (!known && kept.size() < kMessagesKept) {
        kept.push_back(failed.errorMessage);
    }
}

}  // namespace sagebench
