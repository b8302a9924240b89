// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "campaign/CampaignPoint.h"
#include "campaign/CapacityInterval.h"
#include "campaign/PointResult.h"

namespace sagebench {

struct CampaignProgress {
    int done = 0;
    std::optional<int> left;  ///< absent: can't be told yet
};

/// What a search has found.
struct SearchResult {
    SearchStep::Kind end = SearchStep::Kind::Found;
    std::optional<double> best;    ///< highest load that met; absent: none did
    std::optional<double> missed;  ///< lowest that missed; absent: none did
    int metRuns = 0;               ///< at `best`
    int runs = 0;                  ///< of the whole search
    std::optional<CapacityInterval> ci95;

    bool operator==(const SearchResult&) const = default;
};

/// Runs of many points: says which comes next, and takes what came of it. Decides only; whoever
/// drives it runs the points (app/CampaignSession, the window). One thread.
class Campaign {
  public:
    virtual ~Campaign() = default;
    /// Until add() it is the same one. Empty: it is over.
    virtual std::optional<CampaignPoint> next() const = 0;
    virtual CampaignProgress progress() const = 0;
    /// Of a search that has come to its end.
    virtual std::optional<SearchResult> result() const { return std::nullopt; }
    /// Of the point that next() gave.
    void add(PointResult point) { points_.push_back(std::move(point)); }
    const std::vector<PointResult>& points() const { return points_; }

  private:
    std::vector<PointResult> points_;
};

/// `plan` is valid, a campaign (isCampaign()), and has a seed.
std::unique_ptr<Campaign> makeCampaign(RunPlan plan);

}  // namespace sagebench
