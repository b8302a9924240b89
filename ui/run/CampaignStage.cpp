// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/CampaignStage.h"

#include <QCoreApplication>
#include <QString>

#include "campaign/CampaignText.h"
#include "plan/CampaignRules.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("CampaignStage", text);
}

}  // namespace

std::string campaignStage(const CampaignRun& campaign) {
    const CampaignProgress progress = campaign.progress();
    const CampaignPoint& point = campaign.point();
    const QString number = QString::number(point.number);
    const auto axis = campaignAxis(campaign.plan());
    if (!axis) {
        return tr("run %1 of %2").arg(number).arg(campaign.plan().repeat).toStdString();
    }
    const QString load = QString::fromStdString(text::loadText(axis, point.load));
    const QString place = progress.left
                              ? tr("point %1 of %2").arg(number).arg(progress.done + *progress.left)
                              : tr("point %1").arg(number);
    return QStringLiteral("%1 · %2").arg(place, load).toStdString();
}

}  // namespace sagebench::ui
