// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>

#include "backend/Session.h"
#include "base/Result.h"
#include "record/LiveInterval.h"
#include "schedule/Schedule.h"
#include "workload/PromptSource.h"

namespace sagebench {

struct LoadOptions {
    Phase phase = Phase::Measured;
    Nanos timeout = std::chrono::seconds(600);  ///< of one request
    bool keepTexts = false;
};

/// Told on the thread that called LoadGenerator::run. Free of Qt.
class LoadObserver {
  public:
    virtual ~LoadObserver() = default;
    /// Connections are open, prompts are ready: `zero` is the schedule's time zero (run clock).
    virtual void begun(Nanos zero) = 0;
    /// About 30 times a second and once at the end: what all workers did since the last call. The
    /// records may be moved out.
    virtual void collected(LiveInterval& interval, Nanos now) = 0;
    /// The warm-up of a load that begins with one is over.
    virtual void measuring() {}
};

/// What the generator saw of itself.
struct LoadOutcome {
    bool interrupted = false;
    std::optional<double> busiestWorker;  ///< CPU time / wall time, 0..1
    std::optional<Nanos> readBacklogP99;  ///< kernel's receive stamp to our read
    std::optional<Nanos> latenessP99;     ///< from due, and let out by a cap, to handed over
    std::uint64_t turnsNotSent = 0;       ///< of conversations whose earlier request failed
    std::optional<Error> error;           ///< why no more requests could be made
};

/// Runs one schedule against a session: workers on threads of their own, which stamp; the calling
/// thread collects. Errors (Run): a driver can't be made; (Cancelled): stopped before time zero.
Result<LoadOutcome> generateLoad(Session& session, const Schedule& schedule,
                                 const PromptSource& prompts, const LoadOptions& options,
                                 LoadObserver& observer, std::stop_token stop);

}  // namespace sagebench
