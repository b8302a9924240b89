// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Clock.h"

namespace sagebench {

SteadyClock::SteadyClock()
    : t0_(std::chrono::steady_clock::now()),
      t0Unix_(std::chrono::duration_cast<Nanos>(std::chrono::system_clock::now().time_since_epoch())
                  .count()) {}

void VirtualClock::advanceTo(Nanos t) {
    if (t.count() > now_.load(std::memory_order_relaxed)) {
        now_.store(t.count(), std::memory_order_relaxed);
    }
}

}  // namespace sagebench
