// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/KernelClock.h"

#include <array>

namespace sagebench {
namespace {

std::int64_t unixNanos() {
    return std::chrono::duration_cast<Nanos>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace

KernelClock::KernelClock(const SteadyClock& clock) : clock_(clock) {
    measure(clock.now());
}

Nanos KernelClock::toRunTime(std::int64_t unixNanos, Nanos now, Nanos notBefore) {
    if (now - measured_ > kRefresh) {
        measure(now);
    }
    return clampStamp(Nanos(unixNanos - offset_), now, notBefore);
}

void KernelClock::measure(Nanos now) {
    std::array<ClockReading, 4> readings;
    for (ClockReading& r : readings) {
        r.before = clock_.now();
        r.unix_ns = unixNanos();
        r.after = clock_.now();
    }
    offset_ = offsetOf(readings);
    measured_ = now;
}

}  // namespace sagebench
