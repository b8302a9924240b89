// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// What really happened to one request, as its server saw it; nanoseconds of
/// std::chrono::steady_clock, which all processes of one machine share.
struct RequestTruth {
    std::string requestId;        ///< its X-Request-Id; empty: it had none
    std::int64_t receivedNs = 0;  ///< the kernel's receive stamp of its last segment, where there
                                  ///< is one; else when it was read
    std::vector<std::int64_t> departureNs;  ///< just before the send() of each token

    bool operator==(const RequestTruth&) const = default;
};

/// JSON lines: one that names version and clock, then one a request. Errors: Io.
Result<void> writeTruthLog(const std::filesystem::path& path, std::span<const RequestTruth> log);
/// Errors (Input): not there, or a line that is not of such a log, by its number.
Result<std::vector<RequestTruth>> readTruthLog(const std::filesystem::path& path);

}  // namespace sagebench
