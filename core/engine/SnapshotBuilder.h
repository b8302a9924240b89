// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "engine/RunSnapshot.h"
#include "record/LiveInterval.h"

namespace sagebench {

/// Adds intervals up to snapshots of one phase of one workload.
class SnapshotBuilder {
  public:
    SnapshotBuilder(std::string workload, int index, int count);

    /// A new phase: counters start from zero. `due`: when requests are to be sent, since `at`, in
    /// ascending order; empty where each is due when its slot is free.
    void beginPhase(RunPhase phase, std::uint64_t total, Nanos at, std::vector<Nanos> due = {});
    /// Counters stay as they are.
    void enterPhase(RunPhase phase) { state_.phase = phase; }
    void add(const LiveInterval& interval);
    /// The state at `now`; the part "since the snapshot before" starts anew.
    std::shared_ptr<const RunSnapshot> take(Nanos now);

  private:
    std::uint64_t queuedAfter(Nanos elapsed) const;

    RunSnapshot state_;
    LatencyHistogram ttft_;
    Nanos phaseStart_{};
    std::vector<Nanos> due_;
};

/// Time left at the pace so far; nothing before the first request is done.
std::optional<Nanos> estimateRemaining(std::uint64_t done, std::uint64_t total, Nanos elapsed);

/// `later` with the events of `earlier`, which was not shown, put before its own.
std::shared_ptr<const RunSnapshot> joined(const RunSnapshot& earlier, const RunSnapshot& later);

}  // namespace sagebench
