// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/SuspendedTime.h"

#include <ctime>

namespace sagebench {

#ifdef __linux__
namespace {

/// Two clocks are read one after the other: of a thread that lost its core between them, again.
constexpr Nanos kAtOnce = std::chrono::microseconds(100);
constexpr int kAttempts = 10;

Nanos read(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + Nanos(time.tv_nsec);
}

}  // namespace

Nanos suspendedTime() {
    Nanos suspended{};
    for (int i = 0; i < kAttempts; ++i) {
        const Nanos before = read(CLOCK_MONOTONIC);
        suspended = read(CLOCK_BOOTTIME) - before;
        if (read(CLOCK_MONOTONIC) - before < kAtOnce) {
            break;
        }
    }
    return suspended;
}
#else
Nanos suspendedTime() {
    return Nanos::zero();
}
#endif

}  // namespace sagebench
