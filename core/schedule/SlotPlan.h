// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/Time.h"
#include "plan/Arrival.h"

namespace sagebench {

/// When slots of a closed loop open, and when one is to go; since zero, each ascending.
struct SlotPlan {
    std::vector<Nanos> opens;
    std::vector<Nanos> closes;
    bool operator==(const SlotPlan&) const = default;

    /// Most that are open at a time, at most as many as open.
    int most() const;
};

/// `slots` from the start, or as the ramp goes.
SlotPlan planSlots(const LoadRamp& ramp, int slots);

/// Each `count`-th slot from the `index`-th: the part of one of several workers.
SlotPlan shareOf(const SlotPlan& plan, int index, int count);

}  // namespace sagebench
