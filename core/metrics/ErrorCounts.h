// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "record/RequestRecord.h"

namespace sagebench {

/// Failed requests by category, each with its first messages, no message twice.
struct ErrorCounts {
    static constexpr std::size_t kMessagesKept = 3;

    std::map<std::string, std::uint64_t> byCategory;
    std::map<std::string, std::vector<std::string>> firstMessages;

    void add(const RequestRecord& failed);
};

}  // namespace sagebench
