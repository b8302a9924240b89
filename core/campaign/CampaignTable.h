// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
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

/// The final table of a campaign, with what a search found below it.
std::string campaignTable(const CampaignSummary& summary, const TableStyle& style);

}  // namespace sagebench
