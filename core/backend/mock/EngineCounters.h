// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "backend/mock/MockOptions.h"
#include "record/EngineFigures.h"

namespace sagebench {

/// What happened in the simulated engine over one window.
struct EngineCounters {
    std::int64_t promptTokens = 0;  ///< of admitted requests
    std::int64_t cachedTokens = 0;  ///< of these
    std::int64_t evictedBlocks = 0;
    std::int64_t drafted = 0;
    std::int64_t accepted = 0;  ///< of the drafted
    std::int64_t lateArrivals = 0;
};

/// Nothing is preempted here, so there is no count of it.
EngineFigures figuresOf(const EngineCounters& counters, std::int64_t peakUsedTokens,
                        const MockOptions& options);

}  // namespace sagebench
