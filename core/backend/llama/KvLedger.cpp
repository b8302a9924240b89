// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/KvLedger.h"

#include <algorithm>
#include <numeric>

namespace sagebench {

KvLedger::KvLedger(int places, int sequences)
    : users_(static_cast<std::size_t>(places)), sequences_(static_cast<std::size_t>(sequences)) {
    clear();
}

int KvLedger::heldBy(std::span<const int> sequences) const {
    std::vector<bool> held(users_.size());
    for (const int sequence : sequences) {
        for (const std::int32_t place : of(sequence)) {
            held[static_cast<std::size_t>(place)] = true;
        }
    }
    return static_cast<int>(std::count(held.begin(), held.end(), true));
}

void KvLedger::extend(int sequence, int tokens) {
    for (int i = 0; i < tokens; ++i) {
        const std::int32_t place = free_.back();
        free_.pop_back();
        users_[static_cast<std::size_t>(place)] = 1;
        of(sequence).push_back(place);
    }
    peak_ = std::max(peak_, used());
}

void KvLedger::sharePrefix(int from, int to, int tokens) {
    of(to).assign(of(from).begin(), of(from).begin() + tokens);
    for (const std::int32_t place : of(to)) {
        ++users_[static_cast<std::size_t>(place)];
    }
}

void KvLedger::cut(int sequence, int length) {
    Places& places = of(sequence);
    while (static_cast<int>(places.size()) > length) {
        if (--users_[static_cast<std::size_t>(places.back())] == 0) {
            free_.push_back(places.back());
        }
        places.pop_back();
    }
}

void KvLedger::clear() {
    std::fill(users_.begin(), users_.end(), 0);
    free_.resize(users_.size());
    std::iota(free_.rbegin(), free_.rend(), 0);
    for (Places& places : sequences_) {
        places.clear();
    }
    peak_ = 0;
}

}  // namespace sagebench
