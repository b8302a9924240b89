// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include "reference/TruthLog.h"

namespace sagebench::bench {

/// Reported minus true, request by request and gap by gap.
struct ClientErrors {
    double ttftMeanMs = 0, ttftP99Ms = 0;
    double gapP99Ms = 0;       ///< of the absolute differences
    std::size_t complete = 0;  ///< requests of which every token was seen
};

/// What a client says of its requests, in the form of a server's log: sent in place of received,
/// arrivals in place of departures. They are matched by their ids.
ClientErrors errorsOf(std::span<const RequestTruth> said, std::span<const RequestTruth> truth);

/// The journal of a workload that was sent with `request_ids`; times since t0, whatever that is.
std::vector<RequestTruth> saidInJournal(const std::filesystem::path& journal);

}  // namespace sagebench::bench
