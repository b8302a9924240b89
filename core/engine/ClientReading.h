// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/Time.h"
#include "record/ClientFigures.h"
#include "record/LatencyHistogram.h"
#include "telemetry/CpuTimes.h"
#include "telemetry/ThreadUsage.h"

namespace sagebench {

/// Counters of one worker at a moment.
struct WorkerReading {
    Nanos at{};  ///< run clock; of a worker that has ended, its end
    ThreadUsage usage{};
    Nanos watched{};  ///< CPU time spent waiting awake
    LatencyHistogram loopLag{};
    LatencyHistogram readBacklog{};
    LatencyHistogram lateness{};
};

/// Counters of the client at a moment; figures are of the time between two of them.
struct ClientReading {
    Nanos at{};  ///< run clock
    std::vector<WorkerReading> workers{};
    std::optional<CpuTimes> cpu{};
    std::map<int, Nanos> runDelays{};  ///< of each thread of the process
    std::optional<Nanos> stopped{};    ///< how long the process was held until now
};

/// Pure. Of each figure of threads, that of the worker that has most of it; delays and switches are
/// of all workers together.
ClientFigures figuresBetween(const ClientReading& from, const ClientReading& to);

/// Pure. How long the process was held, as by SIGSTOP or a suspended machine: of a wait that took
/// longer than planned, what the thread did not spend in the queue for a core. Nothing below 25 ms,
/// or 100 ms where that queue is not known.
Nanos heldDuring(Nanos planned, Nanos took, std::optional<Nanos> runDelay);

}  // namespace sagebench
