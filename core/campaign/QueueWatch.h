// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/Time.h"

namespace sagebench {

/// Tells while an open loop goes on that its queue grows without bound and the run may be stopped:
/// what is seen of it, after a time in which any engine fills up. Stricter than queueGrowth(),
/// which judges the whole run from its records.
class QueueWatch {
  public:
    /// `elapsed`: since the load began, not falling. `waiting`: due and not finished. `due`: came
    /// due so far.
    void see(Nanos elapsed, double waiting, double due);
    /// A request has ended, so long after it was due. `index`: from 0, in order of coming due.
    void ended(std::uint64_t index, Nanos stay);
    /// At least 10 s were seen, a tenth of what comes is left behind for sure (95 % interval of the
    /// trend over the second half), and more waits than came in 5 s. Until requests have had time
    /// to end, those in flight grow in any engine: the second half has to begin later than twice
    /// the longest stay among the first requests (a twentieth of them, 10 to 1,000), all of which
    /// have ended.
    bool hopeless() const;

  private:
    struct Sample {
        double seconds, waiting, due;
    };
    /// Seconds. Absent: one of the first has not ended.
    std::optional<double> longestFirstStay() const;

    std::vector<Sample> samples_;
    std::vector<std::optional<double>> firstStays_;  ///< seconds, by index
};

}  // namespace sagebench
