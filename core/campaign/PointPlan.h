// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "campaign/CampaignPoint.h"

namespace sagebench {

/// "rate-2.5", "concurrency-16"; of a repeat "run-3".
std::string pointLabel(std::optional<LoadAxis> axis, double load);

/// Of a workload that does not say when it ends. A percentile needs requests, and a queue that
/// grows needs time to show it. Rate: 20 s of it, at least 100. Concurrency: 10 for each slot, at
/// least 100 for a search and 20 in a sweep.
int requestsOfPoint(LoadAxis axis, double load, bool search);

/// Each point's seed is its own and follows from the campaign's. 53 bits.
std::uint64_t pointSeed(std::uint64_t campaignSeed, int number);

/// The plan of run `number` at this load. `campaign` is valid, a campaign, and has a seed.
CampaignPoint pointOf(const RunPlan& campaign, int number, double load);

}  // namespace sagebench
