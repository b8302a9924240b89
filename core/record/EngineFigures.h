// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/Time.h"

namespace sagebench {

/// What the engine knows of itself over one measured window. Absent: it can't tell.
struct EngineFigures {
    std::optional<double> kvUsedTokens;   ///< peak
    std::optional<double> kvUsedBytes;    ///< peak
    std::optional<double> prefixHitRate;  ///< cached / all prompt tokens, 0..1
    std::optional<double> evictCount;
    std::optional<std::string> evictUnit;  ///< "blocks", "sequences" or "tokens"
    std::optional<double> evictMs;
    std::optional<double> preemptCount;
    std::optional<double> specAcceptRate;  ///< accepted / drafted tokens, 0..1
    std::optional<double>
        meanRunning;  ///< requests inside the engine (running + waiting), mean of samples
    std::optional<double> lateArrivals;  ///< mock: requests handed over after their virtual time
    std::optional<double> prefillTps;  ///< prompt tokens a second while only prompts were processed
    std::optional<double> decodeTps;   ///< tokens a second while all that ran was generating
    std::optional<double> modelLoadMs;  ///< from opening the file to a model that has run once

    bool operator==(const EngineFigures&) const = default;
};

/// Resident memory of the engine's process over a measured window, MiB.
struct MemoryFigures {
    std::optional<double> peakMb;
    std::optional<double> avgMb;
    std::optional<double> aboveLoadMb;  ///< peak above the level before the model was loaded

    bool operator==(const MemoryFigures&) const = default;
};

/// One reading of a source at a time; a line of telemetry.jsonl.
struct TelemetrySample {
    Nanos at{};          ///< since t0
    std::string source;  ///< "server", "engine", "process", "client"
    std::string name;
    double value = 0;

    bool operator==(const TelemetrySample&) const = default;
};

/// Names of a server's Prometheus metrics. Each list is tried in order; a counter may stand with or
/// without "_total". Empty: the server has none.
struct ServerMetricNames {
    std::vector<std::string> kvUsageFraction;
    std::vector<std::string> kvUsedTokens;
    std::vector<std::string> prefixHits;     ///< counter of cached prompt tokens
    std::vector<std::string> prefixQueries;  ///< counter of all prompt tokens looked up
    std::vector<std::string>
        prefixMisses;  ///< counter of uncached ones, where there is no queries counter
    std::vector<std::string> prefixHitRate;  ///< gauge 0..1, where there is no counter
    std::vector<std::string> evictions;      ///< counter
    std::string evictUnit;
    std::vector<std::string> preemptions;
    std::vector<std::string> specAccepted;
    std::vector<std::string> specDrafted;
    std::vector<std::string> specAcceptRate;
    std::vector<std::string> running;
    std::vector<std::string> waiting;
};

}  // namespace sagebench
