// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/Clock.h"

namespace sagebench {

/// Readings of three clocks, one right after another.
struct ClockReading {
    Nanos before{};            ///< run clock
    std::int64_t unix_ns = 0;  ///< CLOCK_REALTIME
    Nanos after{};             ///< run clock
};

/// Brings the kernel's receive stamps, which are CLOCK_REALTIME, to the run's clock. Their offset
/// changes only when the system's time is set, so it is measured again now and then. One thread.
class KernelClock {
  public:
    explicit KernelClock(const SteadyClock& clock);

    /// The run's time of a kernel stamp read at `now`; never later than `now` nor before
    /// `notBefore`.
    Nanos toRunTime(std::int64_t unixNanos, Nanos now, Nanos notBefore);

    static constexpr Nanos kRefresh = std::chrono::milliseconds(100);

  private:
    void measure(Nanos now);

    const SteadyClock& clock_;
    std::int64_t offset_ = 0;  ///< CLOCK_REALTIME − run clock
    Nanos measured_{};
};

/// The offset CLOCK_REALTIME − run clock by the reading that was interrupted least. `readings` must
/// not be empty. Pure.
template <class Readings>
std::int64_t offsetOf(const Readings& readings) {
    const ClockReading* best = nullptr;
    for (const ClockReading& r : readings) {
        if (best == nullptr || r.after - r.before < best->after - best->before) {
            best = &r;
        }
    }
    return best->unix_ns - (best->before + (best->after - best->before) / 2).count();
}

/// `stamp` brought into [notBefore, now]; a time that was set meanwhile can't take it out of there.
constexpr Nanos clampStamp(Nanos stamp, Nanos now, Nanos notBefore) {
    if (stamp > now) {
        return now;
    }
    return stamp < notBefore ? notBefore : stamp;
}

}  // namespace sagebench
