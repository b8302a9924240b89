// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/Time.h"
#include "plan/RunPlan.h"

namespace sagebench {

/// Sent at a time after the schedule's zero, whatever happens to others (open loop).
struct At {
    Nanos offset{};
    bool operator==(const At&) const = default;
};
/// Sent when one of the closed loop's slots is free.
struct WhenSlotFree {
    bool operator==(const WhenSlotFree&) const = default;
};
/// Sent a delay after the end of the previous request of its conversation.
struct AfterPrevious {
    Nanos delay{};
    bool operator==(const AfterPrevious&) const = default;
};
using StartRule = std::variant<At, WhenSlotFree, AfterPrevious>;

struct ScheduledRequest {
    std::uint64_t index = 0;  ///< also picks its prompt
    std::int32_t promptTokens = 0;
    std::int32_t outputTokens = 0;
    std::uint64_t seed = 0;
    StartRule start;
    bool operator==(const ScheduledRequest&) const = default;
};

/// Every request of one phase of one workload, in order of index; made before time zero.
struct Schedule {
    std::vector<ScheduledRequest> requests;
    /// Requests of the closed loop in flight at a time.
    int slots = 1;
};

/// When its At requests are due, since zero, in ascending order.
std::vector<Nanos> dueTimes(const Schedule& schedule);

/// The measured requests: all at zero for "all at once", else a closed loop.
Schedule measuredSchedule(const WorkloadSpec& workload, std::uint64_t seed, Shard shard);
/// The warm-up: indexes and seeds that no measured request has.
Schedule warmupSchedule(const WorkloadSpec& workload, std::uint64_t seed);

}  // namespace sagebench
