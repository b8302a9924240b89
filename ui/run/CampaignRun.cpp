// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/CampaignRun.h"

#include <QCoreApplication>
#include <QString>
#include <utility>

#include "campaign/CampaignText.h"
#include "plan/CampaignRules.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("CampaignRun", text);
}

}  // namespace

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

std::string CampaignRun::stage() const {
    const CampaignProgress progress = campaign_->progress();
    const QString number = QString::number(point_->number);
    const QString load = QString::fromStdString(text::loadText(*campaignAxis(plan_), point_->load));
    const QString point = progress.left
                              ? tr("point %1 of %2").arg(number).arg(progress.done + *progress.left)
                              : tr("point %1").arg(number);
    return QStringLiteral("%1 · %2").arg(point, load).toStdString();
}

void CampaignRun::noteStarted(const RunInfo& info) {
    if (!firstRun_) {
        firstRun_ = info;
    }
}

bool CampaignRun::isHopeless(const RunSnapshot& snapshot) {
    const bool due = earlyStop_->isDue(snapshot, std::chrono::steady_clock::now() - pointStart_);
    stoppedEarly_ = stoppedEarly_ || due;
    return due;
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

}  // namespace sagebench::ui
