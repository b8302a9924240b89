// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>

#include "base/Time.h"
#include "schedule/Schedule.h"

namespace sagebench {

/// What a worker knows when it decides on the next request.
struct SendState {
    Nanos zero{};  ///< the schedule's time zero, run clock
    std::deque<Nanos>
        freeSlots;  ///< when each free slot of the closed loop became free, oldest first
};

/// When the request is to be sent (its `scheduled`); nothing while it has to wait for a slot.
std::optional<Nanos> nextSendTime(const SendState& state, const StartRule& rule);

/// Takes the slot that nextSendTime counted on.
void takeSlot(SendState& state, const StartRule& rule);

/// Slots of a closed loop that one of `workers` has.
int slotsOfWorker(int slots, int workers, int worker);

/// Workers for this many requests in flight: one for each 256, at most `limit`.
int workerCount(int slots, int limit);

}  // namespace sagebench
