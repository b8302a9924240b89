// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "metrics/Validity.h"
#include "record/ClientFigures.h"

namespace sagebench {

/// What a run is judged by. Absent figures are not judged.
struct ClientLoad {
    std::optional<std::uint64_t> successful{};  ///< requests
    std::optional<double> ttftP50Ms{};
    std::optional<double> itlP50Ms{};
    bool stampedByKernel = false;  ///< arrivals: then a late reader makes no stamp late
    ClientFigures client{};
};

/// Pure. The rules and their reasons are in docs/METRICS.md ("Validity"). The client was late where
/// requests were sent late, bytes waited to be read, or its loop came late to what was due. Whose
/// fault that is, is told by what its threads lacked: `client_limited`, unless others took the
/// cores that they were ready for, or the whole process was held: `machine_busy`.
Validity judgeValidity(const ClientLoad& load);

}  // namespace sagebench
