// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "base/Result.h"
#include "engine/RunResult.h"
#include "engine/RunSnapshot.h"

namespace sagebench {

/// What a run tells, from the run's own threads, one call at a time. Free of Qt.
class RunObserver {
  public:
    virtual ~RunObserver() = default;
    /// The engine is reached and the results folder is ready.
    virtual void started(const RunInfo& info) = 0;
    /// Whether snapshots are to carry the requests that ended, as lists and EarlyStop need them:
    /// one that only counts goes without.
    virtual bool wantsRequests() const { return true; }
    /// At most 30 a second.
    virtual void snapshot(std::shared_ptr<const RunSnapshot> snapshot) = 0;
    virtual void workloadFinished(std::shared_ptr<const WorkloadResult> result) = 0;
};

}  // namespace sagebench
