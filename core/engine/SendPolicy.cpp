// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/SendPolicy.h"

#include <algorithm>

namespace sagebench {
namespace {

constexpr int kSlotsPerWorker = 256;

}  // namespace

SendState beginSending(const SlotPlan& slots, Nanos zero, std::optional<int> maxInFlight) {
    SendState state;
    state.zero = zero;
    state.maxInFlight = maxInFlight;
    for (const Nanos open : slots.opens) {
        state.freeSlots.insert(zero + open);
    }
    for (const Nanos close : slots.closes) {
        state.closes.push_back(zero + close);
    }
    return state;
}

std::optional<Nanos> nextSendTime(const SendState& state, const StartRule& rule) {
    if (const At* at = std::get_if<At>(&rule)) {
        return hasRoom(state) ? std::optional(state.zero + at->offset) : std::nullopt;
    }
    return state.freeSlots.empty() ? std::nullopt : std::optional(*state.freeSlots.begin());
}

bool hasRoom(const SendState& state) {
    return !state.maxInFlight || state.inFlight < *state.maxInFlight;
}

void requestEnded(SendState& state, Nanos now) {
    if (!hasRoom(state)) {
        state.roomSince = now;
    }
    --state.inFlight;
}

Nanos latenessOf(const SendState& state, Nanos due, Nanos now) {
    return std::max(Nanos::zero(), now - std::max(due, state.roomSince));
}

void takeSlot(SendState& state, const StartRule& rule) {
    if (std::holds_alternative<WhenSlotFree>(rule)) {
        state.freeSlots.erase(state.freeSlots.begin());
    }
}

void giveSlot(SendState& state, Nanos at) {
    if (!state.closes.empty() && state.closes.front() <= at) {
        state.closes.pop_front();
        return;
    }
    state.freeSlots.insert(at);
}

Phase phaseAt(const LoadTimes& times, Nanos offset) {
    if (offset < times.measuredFrom) {
        return Phase::Warmup;
    }
    return offset < times.measuredUntil ? Phase::Measured : Phase::Cooldown;
}

int shareOf(int slots, int workers, int worker) {
    return std::max(1, slots / workers + (worker < slots % workers ? 1 : 0));
}

int workerCount(int slots, int limit) {
    const int wanted = (slots + kSlotsPerWorker - 1) / kSlotsPerWorker;
    return std::clamp(wanted, 1, std::max(limit, 1));
}

}  // namespace sagebench
