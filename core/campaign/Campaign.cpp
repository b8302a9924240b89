// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/Campaign.h"

#include "campaign/RepeatCampaign.h"
#include "campaign/SearchCampaign.h"
#include "campaign/SweepCampaign.h"

namespace sagebench {

std::unique_ptr<Campaign> makeCampaign(RunPlan plan) {
    if (plan.search) {
        return std::make_unique<SearchCampaign>(std::move(plan));
    }
    if (plan.sweep) {
        return std::make_unique<SweepCampaign>(std::move(plan));
    }
    return std::make_unique<RepeatCampaign>(std::move(plan));
}

}  // namespace sagebench
