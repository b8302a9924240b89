// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "backend/BackendDescription.h"
#include "backend/mock/FailurePlan.h"
#include "base/Result.h"
#include "base/Time.h"

namespace sagebench {

enum class Pace { Real, Virtual };

/// The simulated engine's size and speed; defaults in mockOptionSpecs().
struct MockOptions {
    Nanos ttft{};             ///< before the first token, whatever the prompt
    Nanos prefillPerToken{};  ///< of the prompt, where it is not cached
    Nanos tbt{};              ///< of a decode step
    double jitter = 0;        ///< 0..1: times vary by up to this share
    int slots = 1;            ///< requests that run at a time
    std::int64_t kvTokens = 0;
    int kvBlockTokens = 1;
    std::int64_t kvBytesPerToken = 0;
    bool prefixCache = true;
    Nanos evictPerBlock{};
    int specTokens = 0;     ///< drafted in each decode step
    double specAccept = 0;  ///< chance of each drafted token
    double failRate = 0;
    FailKind failKind = FailKind::Refused;
    Pace pace = Pace::Real;

    /// Errors (Usage): a KV cache smaller than one block.
    static Result<MockOptions> from(const OptionValues& values);
};

std::vector<OptionSpec> mockOptionSpecs();

}  // namespace sagebench
