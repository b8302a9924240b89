// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    /// At least 10 s were seen, a tenth of what comes is left behind for sure (95 % interval of the
    /// trend over the second half), and more waits than came in 5 s.
    bool hopeless() const;

  private:
    struct Sample {
        double seconds, waiting, due;
    };
    std::vector<Sample> samples_;
};

}  // namespace sagebench
