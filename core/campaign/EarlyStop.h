// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "campaign/QueueWatch.h"
#include "engine/RunSnapshot.h"
#include "plan/RunPlan.h"

namespace sagebench {

/// Whether a point may be stopped because its queue grows: it has an SLO to miss, and one workload
/// that is an open loop of an even rate. A ramp or a trace has times at which any queue grows.
bool mayStopEarly(const RunPlan& point);

/// Watches one point's run, and says when going on tells nothing more. One thread.
class EarlyStop {
  public:
    explicit EarlyStop(const RunPlan& point) : watching_(mayStopEarly(point)) {}

    /// True once: now. `real`: since the point began, by the clock on the wall; a run of simulated
    /// time is over before it could be stopped at the same place twice.
    bool isDue(const RunSnapshot& snapshot, Nanos real);

  private:
    bool watching_;
    QueueWatch queue_;
};

}  // namespace sagebench
