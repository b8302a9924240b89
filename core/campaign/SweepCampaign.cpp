// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/SweepCampaign.h"

#include "campaign/PointPlan.h"

namespace sagebench {

std::optional<CampaignPoint> SweepCampaign::next() const {
    const std::size_t done = points().size();
    if (done >= plan_.sweep->values.size()) {
        return std::nullopt;
    }
    return pointOf(plan_, static_cast<int>(done) + 1, plan_.sweep->values[done]);
}

CampaignProgress SweepCampaign::progress() const {
    const auto done = static_cast<int>(points().size());
    return {done, static_cast<int>(plan_.sweep->values.size()) - done};
}

}  // namespace sagebench
