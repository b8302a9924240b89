// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "campaign/CampaignRun.h"

namespace sagebench::ui {

/// Where a campaign is: "point 3 of 7 · rate 16", "run 3 of 5".
std::string campaignStage(const CampaignRun& campaign);

}  // namespace sagebench::ui
