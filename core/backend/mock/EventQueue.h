// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/Time.h"

namespace sagebench {

/// At one time, events come in this order: first what a client sees, so that the engine's own work
/// does not hold it up; then what ended requests leave behind; then arrivals, which find that free.
enum class EventClass : std::uint64_t { Token, Settle, Arrival };

/// What a request of the simulation does at a time; of one class, lower indexes come first.
struct PendingEvent {
    Nanos at{};
    std::uint64_t order = 0;
    std::uint32_t request = 0;
    std::uint32_t generation = 0;  ///< of the request's place; another one: the event is void

    static constexpr std::uint64_t orderOf(EventClass kind, std::uint64_t index) {
        return static_cast<std::uint64_t>(kind) << kIndexBits | index;
    }
    EventClass kind() const { return static_cast<EventClass>(order >> kIndexBits); }
    friend bool operator<(const PendingEvent& a, const PendingEvent& b) {
        return a.at != b.at ? a.at < b.at : a.order < b.order;
    }

  private:
    static constexpr int kIndexBits = 62;
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
