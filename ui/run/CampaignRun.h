// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "campaign/Campaign.h"
#include "campaign/CampaignFolder.h"
#include "campaign/CampaignSummary.h"
#include "campaign/EarlyStop.h"
#include "engine/RunSnapshot.h"

namespace sagebench::ui {

/// A sweep or search that the window runs: which run comes next, what came of those before, and the
/// campaign's own files. RunController runs the points.
class CampaignRun {
  public:
    /// `plan` is valid, has a sweep or a search, and a seed.
    CampaignRun(RunPlan plan, std::string command);

    /// Errors: Input, Io (the folder).
    Result<void> begin() { return folder_.begin(); }
    /// The next run. Null: it is over, was stopped, or broke off.
    const CampaignPoint* next();
    const CampaignPoint& point() const { return *point_; }
    /// "point 3 of 7 · rate 16".
    std::string stage() const;

    void noteStarted(const RunInfo& info);
    /// Whether the run may be stopped, since its queue grows without bound. Says so once.
    bool isHopeless(const RunSnapshot& snapshot);
    /// After the run that goes on nothing follows.
    void stop() { stopping_ = true; }
    void breakOff(const std::string& why) { failure_ = why; }
    PointEnd endOf(const RunResult& result) const;
    /// What came of the point; writes what is known so far.
    Result<void> add(PointResult result);

    /// Whether anything was measured; else finish() leaves the folder as it was.
    bool hasBegun() const { return firstRun_.has_value(); }
    Result<void> finish();
    CampaignSummary summary() const;
    const RunPlan& plan() const { return plan_; }

  private:
    RunPlan plan_;
    std::string command_;
    std::unique_ptr<Campaign> campaign_;
    CampaignFolder folder_;
    std::optional<CampaignPoint> point_;
    std::optional<RunInfo> firstRun_;
    std::optional<std::string> failure_;
    std::optional<EarlyStop> earlyStop_;  ///< of the point
    std::chrono::steady_clock::time_point pointStart_;
    bool stoppedEarly_ = false;
    bool stopping_ = false;
};

}  // namespace sagebench::ui
