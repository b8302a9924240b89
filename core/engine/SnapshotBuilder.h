// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "engine/RunSnapshot.h"
#include "record/ClientFigures.h"
#include "record/LiveInterval.h"
#include "schedule/Schedule.h"

namespace sagebench {

/// Adds intervals up to snapshots of one phase of one workload.
class SnapshotBuilder {
  public:
    SnapshotBuilder(std::string workload, int index, int count);

    /// A new phase: counters start from zero. `schedule`, which must outlive the phase, says what
    /// is due when; null: nothing is sent.
    void beginPhase(RunPhase phase, std::uint64_t total, Nanos at,
                    const Schedule* schedule = nullptr);
    /// Counters stay as they are.
    void enterPhase(RunPhase phase) { state_.phase = phase; }
    void add(const LiveInterval& interval);
    /// Snapshots without the requests that ended, from now on.
    void leaveRequestsOut() { withRequests_ = false; }
    /// What the client saw of itself since the phase began, about once a second.
    void judge(const ClientFigures& client);
    /// The state at `now`; the part "since the snapshot before" starts anew.
    std::shared_ptr<const RunSnapshot> take(Nanos now);

  private:
    std::uint64_t queuedAfter(Nanos elapsed) const;

    RunSnapshot state_;
    LatencyHistogram ttft_, itl_;
    bool withRequests_ = true;
    bool stampedByKernel_ = true;
    Nanos phaseStart_{};
    const Schedule* schedule_ = nullptr;
    bool warmsUpFirst_ = false;
};

/// Time left at the pace so far, and not beyond what is planned; nothing where neither tells:
/// before the first request is done.
std::optional<Nanos> estimateRemaining(const RunSnapshot& snapshot);

/// `later` with the events of `earlier`, which was not shown, put before its own.
std::shared_ptr<const RunSnapshot> joined(const RunSnapshot& earlier, const RunSnapshot& later);

}  // namespace sagebench
