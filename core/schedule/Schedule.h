// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "base/Time.h"
#include "plan/RecordedRequests.h"
#include "plan/RunPlan.h"
#include "schedule/SlotPlan.h"

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
    std::uint64_t index = 0;
    std::int32_t promptTokens = 0;  ///< 0: as the data set's text has
    std::int32_t outputTokens = 0;
    std::uint64_t seed = 0;
    StartRule start;
    std::uint64_t row = 0;  ///< of the data set; else the number of the conversation
    std::uint64_t conversation = 0;
    std::int32_t turn = 0;   ///< from 0
    std::int32_t turns = 1;  ///< of its conversation
    bool holdsSlot = true;   ///< of a closed loop, until its conversation ends
    bool warmup = false;     ///< of the warm-up by number, which has indexes of its own
    bool operator==(const ScheduledRequest&) const = default;

    bool hasFollowing() const { return turn + 1 < turns; }
};

/// The times of a schedule, since its zero.
struct LoadTimes {
    Nanos measuredFrom{};          ///< what is due before it is warm-up
    Nanos measuredUntil = kNever;  ///< what is due from here on is cool-down
    Nanos sendUntil = kNever;      ///< nothing begins from here on
    Nanos endBy = kNever;          ///< what is in flight is cancelled
    bool operator==(const LoadTimes&) const = default;
};

/// Every request of one phase of one workload; made before time zero, from a seed. Kept as rules
/// and columns, so that ten million requests of a trace are 240 MB: a request is made when it is
/// asked for.
class Schedule {
  public:
    /// These and no others, in order; each a conversation of one turn.
    static Schedule of(std::vector<ScheduledRequest> requests, int slots);

    /// Requests that begin by themselves: all but later turns. Absent: as many as its time allows.
    std::optional<std::uint64_t> starts() const { return starts_; }
    /// With the later turns. Absent: as many as its time allows.
    std::optional<std::uint64_t> total() const { return total_; }
    bool isEmpty() const { return starts_ == 0u; }
    /// The `position`-th of those that begin by themselves; in order of time.
    ScheduledRequest start(std::uint64_t position) const;
    /// The turn after this one, which has one (hasFollowing()).
    ScheduledRequest following(const ScheduledRequest& request) const;

    /// Requests in flight that connections are opened for: the closed loop's slots, the open loop's
    /// cap, or what arrives in its busiest second.
    int slots() const { return slots_; }
    const SlotPlan& slotPlan() const { return slotPlan_; }
    /// Closed loop that begins with a warm-up by time: so many that begin are measured, whatever
    /// went before. Absent: starts() says it.
    std::optional<std::uint64_t> measuredStarts() const { return measuredStarts_; }
    /// Open loop: the cap on requests in flight; absent: none.
    std::optional<int> maxInFlight() const { return maxInFlight_; }
    const LoadTimes& times() const { return times_; }
    /// From the end of a slot's request to its next.
    Nanos thinkTime() const { return thinkTime_; }
    /// Open loop: how many are due up to `offset`. 0 where each is due when its slot is free.
    std::uint64_t dueUpTo(Nanos offset) const;
    /// Nothing begins later than this. Absent: it depends on the answers.
    std::optional<Nanos> plannedTime() const;

  private:
    friend class ScheduleBuilder;

    /// From the number of the conversation, over all shards, and the turn.
    ScheduledRequest request(std::uint64_t conversation, std::int32_t turn) const;
    int turnsOf(std::uint64_t row) const;

    std::optional<std::uint64_t> starts_ = 0, total_ = 0;
    std::vector<ScheduledRequest> given_;
    std::vector<Nanos> due_;  ///< by conversation; empty: when a slot is free
    std::shared_ptr<const RecordedRequests> rows_;
    TokenLengths promptTokens_, outputTokens_;
    std::uint64_t seed_ = 0, name_ = 0, phase_ = 0;
    bool warmup_ = false;
    int turns_ = 1;
    Shard shard_;
    int slots_ = 1;
    SlotPlan slotPlan_;
    std::optional<std::uint64_t> measuredStarts_;
    std::optional<int> maxInFlight_;
    LoadTimes times_;
    Nanos thinkTime_{};
};

/// The measured requests. `rows`: of the workload's data set.
Schedule measuredSchedule(const WorkloadSpec& workload, std::uint64_t seed, Shard shard,
                          std::shared_ptr<const RecordedRequests> rows = nullptr);
/// The warm-up by number: indexes and seeds that no measured request has, single requests of the
/// typical lengths, one after another in the workload's slots.
Schedule warmupSchedule(const WorkloadSpec& workload, std::uint64_t seed,
                        const RecordedRequests* rows = nullptr);

/// Slots that a session has to expect of a workload.
int expectedSlots(const WorkloadSpec& workload, const RecordedRequests* rows);

}  // namespace sagebench
