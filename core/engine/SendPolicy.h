// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <set>

#include "base/Time.h"
#include "record/RequestRecord.h"
#include "schedule/Schedule.h"

namespace sagebench {

/// What a worker knows when it decides on the next request.
struct SendState {
    Nanos zero{};                      ///< the schedule's time zero, run clock
    std::multiset<Nanos> freeSlots{};  ///< when each free slot of the closed loop is, or was, free
    std::deque<Nanos> closes{};        ///< when a slot is to go, earliest first; run clock
    int inFlight = 0;
    std::optional<int> maxInFlight{};  ///< of an open loop
    Nanos roomSince{};                 ///< when the cap, having been reached, let out again
};

/// The slots open, and go, from `zero` on.
SendState beginSending(const SlotPlan& slots, Nanos zero, std::optional<int> maxInFlight);

/// When the request is to be sent (its `scheduled`); nothing while it has to wait for a slot or for
/// the cap. May have passed. Not for AfterPrevious, whose time its conversation knows.
std::optional<Nanos> nextSendTime(const SendState& state, const StartRule& rule);

/// Whether the cap lets one more request out.
bool hasRoom(const SendState& state);

/// One of those in flight has ended.
void requestEnded(SendState& state, Nanos now);

/// How long a request that is handed over now could have been: it was due, and the cap had room.
Nanos latenessOf(const SendState& state, Nanos due, Nanos now);

/// Takes the slot that nextSendTime counted on.
void takeSlot(SendState& state, const StartRule& rule);

/// A slot is free again from `at` on; or gone, when one was to go by then.
void giveSlot(SendState& state, Nanos at);

/// Of a request due at `offset` since the schedule's zero.
Phase phaseAt(const LoadTimes& times, Nanos offset);

/// The part of a cap that one of `workers` has; at least one.
int shareOf(int slots, int workers, int worker);

/// Workers for this many requests in flight: one for each 256, at most `limit`.
int workerCount(int slots, int limit);

}  // namespace sagebench
