// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/Pacer.h"

#include <algorithm>

namespace sagebench {
namespace {

/// A sleeper is woken this late at times, and more: what is left of the wait is spent watching.
constexpr Nanos kWatch = std::chrono::microseconds(100);
/// Keeps "never" within what a time_point can hold.
constexpr Nanos kLongestSleep = std::chrono::hours(1);

bool takeFlag(std::atomic<bool>& flag) {
    return flag.load(std::memory_order_relaxed) && flag.exchange(false, std::memory_order_acquire);
}

}  // namespace

Stamp RealPacer::waitUntil(Nanos time) {
    while (!takeFlag(woken_)) {
        const Nanos now = clock_.now();
        if (now >= time) {
            return now;
        }
        if (time - now > kWatch) {
            sleepUntil(std::min(time - kWatch, now + kLongestSleep));
        }
    }
    return {};
}

void RealPacer::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_.store(true, std::memory_order_release);
    }
    wakeUp_.notify_one();
}

void RealPacer::sleepUntil(Nanos time) {
    std::unique_lock lock(mutex_);
    wakeUp_.wait_until(lock, clock_.t0() + time,
                       [&] { return woken_.load(std::memory_order_relaxed); });
}

Stamp VirtualPacer::waitUntil(Nanos time) {
    if (takeFlag(woken_)) {
        return {};
    }
    if (time != kNever) {
        clock_.advanceTo(time);
    }
    return clock_.now();
}

}  // namespace sagebench
