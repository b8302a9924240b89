// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "campaign/CampaignSummary.h"
#include "report/TableReport.h"

namespace sagebench {

/// The table of a campaign as texts: a row for each point and workload.
struct CampaignRows {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};
/// Columns of which nothing is known are left out.
CampaignRows campaignRows(const CampaignSummary& summary);
/// Of a repeat: a row for each headline figure and workload, with its spread between runs.
/// Without `all` those of isShownOfSpread().
CampaignRows spreadRows(const CampaignSummary& summary, bool all, std::string_view dash = "–");

/// The final table of a campaign, with what a search found below it.
std::string campaignTable(const CampaignSummary& summary, const TableStyle& style);

}  // namespace sagebench
