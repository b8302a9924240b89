// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "client_limits/ClientErrors.h"
#include "client_limits/Processes.h"

namespace sagebench::bench {

/// A closed loop; as many connections as requests: all at once.
struct Load {
    int connections = 1;
    int requests = 1;
    int tokens = 64;
};

/// What one client did to one load.
struct ClientRun {
    ClientErrors errors;  ///< where the server kept a log
    double eventsPerSecond = 0;
    double cpuPerMillion = 0;  ///< seconds, of the whole process
    double peakMb = 0;
    double toFirstRequestMs = 0;  ///< from exec to the server's receive stamp
};

/// `pace`: options of the reference server. Server on core 0, client on core 1. With `log` the
/// true times are kept and compared.
ClientRun runTool(const Load& load, const std::vector<std::string>& pace, bool log,
                  const std::filesystem::path& folder);
ClientRun runPlainReader(const Load& load, const std::vector<std::string>& pace, bool log,
                         const std::filesystem::path& folder);

}  // namespace sagebench::bench
