// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "base/Time.h"
#include "record/LatencyHistogram.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// What one worker did since the last look at it.
struct LiveInterval {
    std::uint64_t sent = 0;
    std::uint64_t chunks = 0;
    std::uint64_t outputTokens = 0;
    LatencyHistogram itl;  ///< gaps between chunks
    LatencyHistogram ttft;
    std::vector<RequestRecord> finished;

    void clear();
};

}  // namespace sagebench
