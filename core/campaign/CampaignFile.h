// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/Result.h"
#include "campaign/CampaignSummary.h"

namespace sagebench {

inline constexpr const char* kCampaignName = "campaign.json";

/// campaign.json (resources/schemas/campaign.schema.json), with a newline at the end.
std::string campaignJson(const CampaignSummary& summary);

/// Errors (Input): "file:line: …".
Result<CampaignSummary> parseCampaign(std::string_view text, const std::string& origin);

/// The campaign.json that `input` is, or that lies in it; absent: it is something else.
std::optional<std::filesystem::path> campaignFileAt(const std::filesystem::path& input);
Result<CampaignSummary> readCampaignFile(const std::filesystem::path& file);

}  // namespace sagebench
