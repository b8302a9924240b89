// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "metrics/InFlight.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// When a workload was measured: from the first `sent` to the last `finished` of its successful and
/// failed requests. Cancelled ones do not stretch it, but were in flight in it.
class MeasuredWindow {
  public:
    void add(const RequestRecord& measured);
    /// Of warm-up or cool-down: in flight too, where it reaches into the window.
    void addOther(const RequestRecord& record);

    /// Absent: nothing was sent, or nothing sent has ended.
    std::optional<TimeSpan> span() const;
    std::optional<InFlight> inFlight() const;

  private:
    Stamp firstSent_;
    Stamp lastFinished_;
    std::vector<TimeSpan> requests_;
};

}  // namespace sagebench
