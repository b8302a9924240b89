// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "campaign/CampaignSummary.h"

namespace sagebench {

/// REPORT.md of a campaign: what was found, the table, the chart, what was run, and a link to each
/// point's own report.
std::string campaignReport(const CampaignSummary& summary);

}  // namespace sagebench
