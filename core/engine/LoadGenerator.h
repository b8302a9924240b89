// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>

#include "backend/Session.h"
#include "base/Result.h"
#include "record/ClientFigures.h"
#include "record/EngineFigures.h"
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
    /// About once a second, on a real clock: what the client saw of itself since it measures.
    virtual void watched(const ClientFigures&) {}
};

/// What the generator saw of itself.
struct LoadOutcome {
    bool interrupted = false;
    ClientFigures client;                  ///< of the measured time; empty on a virtual clock
    std::vector<TelemetrySample> samples;  ///< of the client, each second
    std::uint64_t turnsNotSent = 0;        ///< of conversations whose earlier request failed
    std::optional<Error> error;            ///< why no more requests could be made
};

/// Runs one schedule against a session: workers on threads of their own, which stamp; the calling
/// thread collects. Errors (Run): a driver can't be made; (Cancelled): stopped before time zero.
Result<LoadOutcome> generateLoad(Session& session, const Schedule& schedule,
                                 const PromptSource& prompts, const LoadOptions& options,
                                 LoadObserver& observer, std::stop_token stop);

}  // namespace sagebench
