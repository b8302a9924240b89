// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "campaign/CampaignSummary.h"

namespace sagebench {

inline constexpr const char* kChartName = "campaign.svg";

/// Throughput against latency as people draw it: the speed that one user sees (tokens/s/user) from
/// left to right, the tokens/s of all users upwards, a point for each load, joined in order of
/// load, the knee ringed, those whose run is not valid crossed. SVG without a background, in
/// colours that are read on white and on black. Absent: fewer than two points have both figures. Of
/// a repeat that of repeatChart().
std::optional<std::string> campaignChart(const CampaignSummary& summary);

}  // namespace sagebench
