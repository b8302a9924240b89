// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/Pacer.h"

#include <algorithm>

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace sagebench {
namespace {

/// A sleeper is woken this late at times: what is left of the wait is spent watching the clock.
constexpr Nanos kWatch = std::chrono::microseconds(100);
/// Keeps "never" within what a time_point can hold.
constexpr Nanos kLongestSleep = std::chrono::hours(1);

bool takeFlag(std::atomic<bool>& flag) {
    return flag.load(std::memory_order_relaxed) && flag.exchange(false, std::memory_order_acquire);
}

/// Linux wakes a thread up to 50 µs later than asked, to save energy, unless it asks for less.
bool sharpenTimers() {
#ifdef __linux__
    return prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL) == 0;
#else
    return false;
#endif
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
        } else {
            watchUntil(now, time);
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
    [[maybe_unused]] thread_local const bool sharp = sharpenTimers();
    std::unique_lock lock(mutex_);
    wakeUp_.wait_until(lock, clock_.t0() + time,
                       [&] { return woken_.load(std::memory_order_relaxed); });
}

void RealPacer::watchUntil(Nanos now, Nanos time) {
    const Nanos start = now;
    while (now < time && !woken_.load(std::memory_order_relaxed)) {
        now = clock_.now();
    }
    // More than that is time in which the system ran someone else.
    watched_.store(watchedTime() + std::min(now - start, kWatch), std::memory_order_relaxed);
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
