// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// What tells whether the client or the engine set the pace. Absent figures are not judged.
struct ClientLoad {
    std::optional<double> sendLagP99Ms{};
    std::optional<double> ttftP50Ms{};
    std::optional<double> workerBusyFraction{};
    std::optional<double> readBacklogP99Ms{};
    std::optional<double> itlP50Ms{};
};

/// `client_limited` where the client disturbed the measurement: requests went out late (send lag
/// p99 above 25 ms and above a tenth of the median TTFT), a worker thread had no time left (busy
/// more than 0.9), or arrived bytes waited to be read (p99 above 1 ms and above a twentieth of the
/// median ITL).
Validity judgeValidity(const ClientLoad& load);

}  // namespace sagebench
