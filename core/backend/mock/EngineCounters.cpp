// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/EngineCounters.h"

namespace sagebench {
namespace {

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
    if (whole == 0) {
        return std::nullopt;
    }
    return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

EngineFigures figuresOf(const EngineCounters& counters, std::int64_t peakUsedTokens,
                        const MockOptions& options) {
    EngineFigures figures;
    figures.kvUsedTokens = static_cast<double>(peakUsedTokens);
    figures.kvUsedBytes = static_cast<double>(peakUsedTokens * options.kvBytesPerToken);
    if (options.prefixCache) {
        figures.prefixHitRate = ratio(counters.cachedTokens, counters.promptTokens);
    }
    figures.evictCount = static_cast<double>(counters.evictedBlocks);
    figures.evictUnit = "blocks";
    figures.evictMs = toMs(counters.evictedBlocks * options.evictPerBlock);
    figures.specAcceptRate = ratio(counters.accepted, counters.drafted);
    figures.lateArrivals = static_cast<double>(counters.lateArrivals);
    return figures;
}

}  // namespace sagebench
