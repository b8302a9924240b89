// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "campaign/Campaign.h"
#include "plan/CampaignRules.h"
#include "record/RunInfo.h"

namespace sagebench {

/// All that campaign.json holds.
struct CampaignSummary {
    RunInfo run;  ///< of the first point, with the campaign's own id, plan, seed and command
    std::vector<PointResult> points;  ///< in order of running
    std::optional<SearchResult> result;
    bool interrupted = false;
    std::optional<std::string> failure;  ///< why it went on no more

    /// Absent: a repeat, whose runs are all alike.
    std::optional<LoadAxis> axis() const { return campaignAxis(run.plan); }
    bool isSearch() const { return run.plan.search.has_value(); }
    bool isRepeat() const { return !axis(); }
    bool operator==(const CampaignSummary&) const = default;
};

/// `first`: of the campaign's first point, as its run began.
RunInfo campaignRun(const RunInfo& first, const RunPlan& plan, const std::string& command);

/// The number of the point that is the knee, by workload, in a sweep of rate or concurrency; those
/// that were measured to their end count. A workload without one is left out.
std::map<std::string, int> kneesOf(const CampaignSummary& summary);

}  // namespace sagebench
