// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "campaign/CampaignSummary.h"

/// A campaign in words, for the terminal and the report.
namespace sagebench::text {

/// "Rate (requests/s)", "Concurrency", "Input tokens", "Output tokens"; of a repeat "Run".
std::string axisTitle(std::optional<LoadAxis> axis);
/// "rate 10", "concurrency 16", "512 input tokens", "run 3".
std::string loadText(std::optional<LoadAxis> axis, double load);
/// With the unit of the axis: "79.5 requests/s", "16 requests at a time".
std::string amountText(LoadAxis axis, double load);
/// "met", "missed", "missed (saturated)", "n/a"; also "interrupted", "failed", and "not counted" of
/// a run that would have met and can't be trusted.
std::string verdictText(const PointResult& point);

/// What a search found, how sure it is, and how many runs it took: a sentence each. Of a search
/// that did not come to its end, how far it came.
std::vector<std::string> searchSentences(const CampaignSummary& summary);

}  // namespace sagebench::text
