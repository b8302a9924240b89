// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>

#include "base/Time.h"

namespace sagebench {

/// CPU time of processes that this one has started, and of those that they have: its own doing,
/// as the reference server of a calibration is. Linux's alone: elsewhere there are none. One
/// thread.
class StartedProcesses {
  public:
    /// Those that there are now. Without any at once; else some milliseconds, for every process of
    /// the machine is looked at.
    static StartedProcesses now();
    explicit StartedProcesses(std::span<const int> processes = {});

    /// Of all of them together, since each began; never less than before: one that has ended has
    /// what it had when last asked. One that may use cores that this process may not does not
    /// count, for nobody knows whose cores it took.
    Nanos cpuTime();

  private:
    std::map<int, Nanos> times_;  ///< by process
};

}  // namespace sagebench
