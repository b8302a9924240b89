// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "metrics/TokenTotals.h"

namespace sagebench {

/// What a reader of the figures must be told, and what it follows from.
struct WarningFacts {
    std::uint64_t successfulRequests = 0;
    LengthComparison prompts{};
    LengthComparison outputs{};
    bool promptLengthsApproximate = false;
    /// Share of prompt tokens that the engine had cached beyond what the workload shares.
    std::optional<double> cachedBeyondShared{};
};

/// Pure. In the order of weight.
std::vector<std::string> warningsFrom(const WarningFacts& facts);

}  // namespace sagebench
