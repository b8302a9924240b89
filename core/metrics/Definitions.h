// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace sagebench {

/// What a metric's number means here, in one sentence: in results, reports and tooltips.
struct Definition {
    std::string_view key;    ///< as in JSON, without prefix and unit ("ttft", "evict_count")
    std::string_view label;  ///< as in tables ("TTFT")
    std::string_view text;
};

/// In the order in which they are shown.
std::span<const Definition> definitions();

}  // namespace sagebench
