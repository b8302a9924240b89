// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "campaign/CampaignSummary.h"

/// Which runs of a campaign are not valid, in words.
namespace sagebench::text {

/// The workload whose figures can be trusted least; null: all are valid.
const WorkloadFigures* doubtedOf(const PointResult& point);
/// Its verdict; empty: all are valid.
std::string doubtOf(const PointResult& point);

/// Which points' figures may be the client's own, and which are of too few requests: "Not valid:
/// concurrency 16 (client_limited), …"; empty: none.
std::string doubtSentence(const CampaignSummary& summary);

/// Why points can't be trusted, a line each: "rate 16 (3 runs): client_limited: a client thread was
/// busy 97 % of the time, the limit is 90 %". The first reason, without what to do, which the
/// point's own results tell. Runs of one load and verdict are told once; beyond kMostDoubts lines
/// how many more there are.
std::vector<std::string> doubtReasons(const CampaignSummary& summary);
inline constexpr std::size_t kMostDoubts = 10;

}  // namespace sagebench::text
