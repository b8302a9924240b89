// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/Time.h"
#include "campaign/Campaign.h"

namespace sagebench::app {

/// Time that the rest of a campaign takes, this point included, if points take as long as those
/// before on average. Absent: none is done, or it can't be told how many there are.
std::optional<Nanos> remainingTime(const CampaignProgress& progress,
                                   const std::vector<Nanos>& pointTimes);

/// "Point 3 of 8: rate 4, about 2 min 10 s left"; a search says "of about 14" once it can.
/// Of a repeat: "Run 3 of 8, about 2 min 10 s left".
std::string pointBanner(const CampaignPoint& point, std::optional<LoadAxis> axis, bool search,
                        const CampaignProgress& progress, std::optional<Nanos> remaining);

/// "  rate 4: met; 4.0 requests/s, 512 tok/s, TTFT p99 12.3 ms, E2EL p99 130 ms"; the figures are
/// those of a point with one workload.
std::string pointLine(const PointResult& point, std::optional<LoadAxis> axis);

}  // namespace sagebench::app
