// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "record/RunInfo.h"

namespace sagebench {

/// What a look at an engine tells before a run.
struct ConnectionReport {
    EngineInfo engine;                  ///< its model: the one a run would use; empty: none yet
    std::vector<std::string> models;    ///< as the server lists them; empty: it lists none
    std::optional<double> roundTripMs;  ///< median of a few small calls; absent: no network

    bool operator==(const ConnectionReport&) const = default;
};

}  // namespace sagebench
