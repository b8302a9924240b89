// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sagebench {

/// What a data set tells of its requests, in columns: a trace of ten million rows is 160 MB. A
/// column that the data set does not have is empty.
struct RecordedRequests {
    std::size_t rows = 0;
    std::vector<std::int64_t> atNanos;       ///< since the first row, scaled; ascending
    std::vector<std::int32_t> promptTokens;  ///< 0: as the row's text has
    std::vector<std::int32_t> outputTokens;  ///< 0: the workload says it
    std::vector<std::uint16_t> turns;        ///< requests of the row's conversation, from 1
};

}  // namespace sagebench
