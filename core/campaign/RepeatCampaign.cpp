// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/RepeatCampaign.h"

#include "campaign/PointPlan.h"

namespace sagebench {

std::optional<CampaignPoint> RepeatCampaign::next() const {
    const auto done = static_cast<int>(points().size());
    return done < plan_.repeat ? std::optional(pointOf(plan_, done + 1, done + 1)) : std::nullopt;
}

CampaignProgress RepeatCampaign::progress() const {
    const auto done = static_cast<int>(points().size());
    return {done, plan_.repeat - done};
}

}  // namespace sagebench
