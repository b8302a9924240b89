// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/SendPolicy.h"

#include <algorithm>

namespace sagebench {
namespace {

constexpr int kSlotsPerWorker = 256;

}  // namespace

std::optional<Nanos> nextSendTime(const SendState& state, const StartRule& rule) {
    if (const At* at = std::get_if<At>(&rule)) {
        return state.zero + at->offset;
    }
    return state.freeSlots.empty() ? std::nullopt : std::optional(state.freeSlots.front());
}

void takeSlot(SendState& state, const StartRule& rule) {
    if (std::holds_alternative<WhenSlotFree>(rule)) {
        state.freeSlots.pop_front();
    }
}

int slotsOfWorker(int slots, int workers, int worker) {
    return slots / workers + (worker < slots % workers ? 1 : 0);
}

int workerCount(int slots, int limit) {
    const int wanted = (slots + kSlotsPerWorker - 1) / kSlotsPerWorker;
    return std::clamp(wanted, 1, std::max(limit, 1));
}

}  // namespace sagebench
