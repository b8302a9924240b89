// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/Time.h"
#include "metrics/RequestBrief.h"
#include "metrics/Validity.h"
#include "record/LatencyHistogram.h"

namespace sagebench {

enum class RunPhase { Connecting, Preparing, Warmup, Running, Finishing };

/// The state of a run at a moment, and what happened since the snapshot before. A value; counters
/// are of the current phase of the current workload.
struct RunSnapshot {
    std::string workload;
    int workloadIndex = 0;  ///< from 0
    int workloadCount = 0;
    RunPhase phase = RunPhase::Connecting;
    Nanos at{};                    ///< run clock
    Nanos elapsed{};               ///< of the phase
    std::uint64_t total = 0;       ///< 0: as many as its time allows
    std::optional<Nanos> planned;  ///< the last is sent then, since the phase began
    std::uint64_t sent = 0;
    std::uint64_t ok = 0;
    std::uint64_t failed = 0;
    std::uint64_t cancelled = 0;
    std::uint64_t finishedSent = 0;  ///< finished ones that had been sent
    std::uint64_t inFlight = 0;
    std::uint64_t queued = 0;  ///< due, and not sent yet: the client's own queue
    std::uint64_t outputTokens = 0;
    std::optional<Nanos> ttftP50, ttftP95, ttftP99;  ///< of the phase so far
    std::optional<double> outputTokensPerSecond;     ///< over the phase so far
    std::optional<Nanos> remaining;                  ///< estimate
    /// Of what the client saw of itself so far; too few requests are no matter yet.
    Validity validity;

    Nanos intervalStart{};
    std::uint64_t intervalTokens = 0;
    LatencyHistogram intervalItl;
    std::vector<RequestBrief> finished;

    std::uint64_t done() const { return ok + failed + cancelled; }
    /// Of the phase, 0..1: of its requests or its time, whichever is further. 0: not known.
    double fraction() const;
};

}  // namespace sagebench
