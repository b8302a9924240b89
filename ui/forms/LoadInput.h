// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <map>
#include <optional>
#include <string>

#include "plan/RunPlan.h"

namespace sagebench::ui {

/// One load for every workload that runs, as typed; what is empty is as each workload says.
struct LoadInput {
    std::optional<ArrivalProcess> process;
    std::string level;       ///< requests a second; in a closed loop requests in flight, or "all"
    std::string burstiness;  ///< of gamma
    std::string requests;
    std::string duration;  ///< without requests it alone ends the workload
    bool operator==(const LoadInput&) const = default;
};

/// What can't be read is left out.
WorkloadSpec withLoad(WorkloadSpec spec, const LoadInput& load);
/// By field (load_concurrency, load_rate, load_burstiness, load_requests, load_duration): why it
/// can't be so.
std::map<QString, QString> problemsOf(const LoadInput& load);
/// "10/s Poisson · 60 s"; empty: as each workload says.
QString digestOf(const LoadInput& load);

}  // namespace sagebench::ui
