// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "campaign/Campaign.h"

namespace sagebench {

/// One run for each value of the plan's sweep, in its order.
class SweepCampaign final : public Campaign {
  public:
    explicit SweepCampaign(RunPlan plan) : plan_(std::move(plan)) {}

    std::optional<CampaignPoint> next() const override;
    CampaignProgress progress() const override;

  private:
    RunPlan plan_;
};

}  // namespace sagebench
