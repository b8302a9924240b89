// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "campaign/CampaignSummary.h"

namespace sagebench {

/// A row for each headline figure that the table shows: a dot for each run, as a share of the mean
/// of all, over the 95 % interval of the mean; runs that are not valid are crossed. SVG in the
/// manner of campaignChart(). Absent: fewer than two runs.
std::optional<std::string> repeatChart(const CampaignSummary& summary);

}  // namespace sagebench
