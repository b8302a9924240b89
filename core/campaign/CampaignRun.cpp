// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignRun.h"

#include <utility>

#include "plan/CampaignRules.h"

namespace sagebench {

CampaignRun::CampaignRun(RunPlan plan, std::string command)
    : plan_(std::move(plan)),
      command_(std::move(command)),
      campaign_(makeCampaign(plan_)),
      folder_(plan_.output.folder) {}

const CampaignPoint* CampaignRun::next() {
    point_ = stopping_ || failure_ ? std::nullopt : campaign_->next();
    stoppedEarly_ = false;
    pointStart_ = std::chrono::steady_clock::now();
    if (point_) {
        folder_.beginPoint(*point_);
        earlyStop_.emplace(point_->plan);
    }
    return point_ ? &*point_ : nullptr;
}

std::chrono::nanoseconds CampaignRun::sincePointStart() const {
    return std::chrono::steady_clock::now() - pointStart_;
}

void CampaignRun::noteStarted(const RunInfo& info) {
    if (!firstRun_) {
        firstRun_ = info;
    }
}

bool CampaignRun::isHopeless(const RunSnapshot& snapshot) {
    const bool due = campaignAxis(plan_) && earlyStop_->isDue(snapshot, sincePointStart());
    stoppedEarly_ = stoppedEarly_ || due;
    return due;
}

void CampaignRun::breakOff(const std::string& why) {
    failure_ = point_ ? point_->label + ": " + why : why;
}

PointEnd CampaignRun::endOf(const RunResult& result) const {
    if (result.failure) {
        return PointEnd::Failed;
    }
    if (!result.interrupted) {
        return PointEnd::Measured;
    }
    return stoppedEarly_ && !stopping_ ? PointEnd::StoppedEarly : PointEnd::Interrupted;
}

Result<void> CampaignRun::add(PointResult result) {
    pointTimes_.push_back(sincePointStart());
    campaign_->add(std::move(result));
    return folder_.write(summary());
}

CampaignSummary CampaignRun::summary() const {
    CampaignSummary out;
    out.run = campaignRun(*firstRun_, plan_, command_);
    out.points = campaign_->points();
    out.result = campaign_->result();
    out.interrupted = stopping_;
    out.failure = failure_;
    return out;
}

Result<void> CampaignRun::finish() {
    return firstRun_ ? folder_.write(summary()) : folder_.undo();
}

}  // namespace sagebench
