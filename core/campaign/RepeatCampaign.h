// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "campaign/Campaign.h"

namespace sagebench {

/// The plan's run so many times, each with a seed of its own.
class RepeatCampaign final : public Campaign {
  public:
    explicit RepeatCampaign(RunPlan plan) : plan_(std::move(plan)) {}

    std::optional<CampaignPoint> next() const override;
    CampaignProgress progress() const override;

  private:
    RunPlan plan_;
};

}  // namespace sagebench
