// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plan/RunPlan.h"
#include "record/Calibration.h"
#include "record/Environment.h"

namespace sagebench {

/// What was measured, as the engine or server says of itself.
struct EngineInfo {
    std::string backend;   ///< id of the backend
    std::string name;      ///< "simulated engine", "llama.cpp", …; empty: unknown
    std::string version;   ///< empty: unknown
    std::string model;     ///< as used in requests
    std::string endpoint;  ///< URL requests go to; empty: in-process
    bool simulated = false;
    bool syntheticWeights = false;  ///< of a model that was made, not trained
    bool tlsVerified = true;        ///< false only where the user switched verification off
    std::vector<std::string> warnings;
    /// What else is worth knowing, as texts: {"architecture", "llama"}, {"threads", "2"}.
    std::vector<std::pair<std::string, std::string>> facts = {};

    bool operator==(const EngineInfo&) const = default;
};

/// `summary.run`: all that is known when the run starts. `plan` is the resolved one, with its seed.
struct RunInfo {
    std::string id;
    RunPlan plan;
    std::string planHash;
    std::uint64_t seed = 0;
    std::int64_t t0UnixNanos = 0;
    EngineInfo engine;
    Environment environment;
    std::string toolVersion;
    std::string command;  ///< a shell line that repeats the run
    /// std::chrono::steady_clock at t0; absent: the run's clock was another.
    std::optional<std::int64_t> t0SteadyNanos{};
    /// Absent: the engine runs in this process, or a run of an earlier version.
    std::optional<Calibration> calibration{};

    bool operator==(const RunInfo&) const = default;
};

}  // namespace sagebench
