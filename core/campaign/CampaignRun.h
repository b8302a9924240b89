// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "campaign/Campaign.h"
#include "campaign/CampaignFolder.h"
#include "campaign/CampaignSummary.h"
#include "campaign/EarlyStop.h"
#include "engine/RunSnapshot.h"

namespace sagebench {

/// A sweep, search or repeat under way: which run comes next, what came of those before, and the
/// campaign's own files. Starts nothing: whoever drives it (the command line, the window) runs the
/// points one after another, and writes each one's results.
class CampaignRun {
  public:
    /// `plan` is valid, a campaign (isCampaign()), and has a seed.
    CampaignRun(RunPlan plan, std::string command);

    /// Errors: Input, Io (the folder).
    Result<void> begin() { return folder_.begin(); }
    /// The next run. Null: it is over, was stopped, or broke off.
    const CampaignPoint* next();
    const CampaignPoint& point() const { return *point_; }
    CampaignProgress progress() const { return campaign_->progress(); }
    /// How long each point took, up to its add().
    const std::vector<Nanos>& pointTimes() const { return pointTimes_; }

    /// A point's run has reached its engine.
    void noteStarted(const RunInfo& info);
    /// Whether the run may be stopped, since its queue grows without bound. Says so once. Runs of a
    /// repeat are to be alike, so each goes to its end.
    bool isHopeless(const RunSnapshot& snapshot);
    /// By the user: after the run that goes on nothing follows.
    void stop() { stopping_ = true; }
    bool wasStopped() const { return stopping_; }
    /// Nothing follows: `why`, of the current point, without a key in it.
    void breakOff(const std::string& why);
    PointEnd endOf(const RunResult& result) const;
    /// What came of the point; writes what is known so far.
    Result<void> add(PointResult result);

    /// Whether anything was measured; else finish() leaves the folder as it was.
    bool hasBegun() const { return firstRun_.has_value(); }
    Result<void> finish();
    /// After noteStarted().
    CampaignSummary summary() const;
    const RunPlan& plan() const { return plan_; }

  private:
    std::chrono::nanoseconds sincePointStart() const;

    RunPlan plan_;
    std::string command_;
    std::unique_ptr<Campaign> campaign_;
    CampaignFolder folder_;
    std::optional<CampaignPoint> point_;
    std::optional<RunInfo> firstRun_;
    std::optional<std::string> failure_;
    std::optional<EarlyStop> earlyStop_;  ///< of the point
    std::chrono::steady_clock::time_point pointStart_;
    std::vector<Nanos> pointTimes_;
    bool stoppedEarly_ = false;
    bool stopping_ = false;
};

}  // namespace sagebench
