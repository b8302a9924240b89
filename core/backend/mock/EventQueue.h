// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/Time.h"

namespace sagebench {

/// What a request of the simulation does next. At one time tokens come before arrivals (so that an
/// arrival finds what they freed), and lower indexes before higher ones.
struct PendingEvent {
    Nanos at{};
    bool isArrival = false;
    std::uint64_t index = 0;
    std::uint32_t request = 0;
    std::uint32_t generation = 0;  ///< of the request's place; another one: the event is void

    friend bool operator<(const PendingEvent& a, const PendingEvent& b) {
        if (a.at != b.at) {
            return a.at < b.at;
        }
        return a.isArrival != b.isArrival ? b.isArrival : a.index < b.index;
    }
};

/// A binary heap, soonest first. Allocates only while it grows.
class EventQueue {
  public:
    bool empty() const { return heap_.empty(); }
    const PendingEvent& top() const { return heap_.front(); }
    void push(const PendingEvent& event) {
        heap_.push_back(event);
        std::push_heap(heap_.begin(), heap_.end(), later);
    }
    void pop() {
        std::pop_heap(heap_.begin(), heap_.end(), later);
        heap_.pop_back();
    }

  private:
    static bool later(const PendingEvent& a, const PendingEvent& b) { return b < a; }

    std::vector<PendingEvent> heap_;
};

}  // namespace sagebench
