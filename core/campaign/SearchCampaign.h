// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "campaign/Campaign.h"

namespace sagebench {

/// The highest load that meets the SLOs, by nextStep().
class SearchCampaign final : public Campaign {
  public:
    explicit SearchCampaign(RunPlan plan) : plan_(std::move(plan)) {}

    std::optional<CampaignPoint> next() const override;
    CampaignProgress progress() const override;
    std::optional<SearchResult> result() const override;

  private:
    /// Points with a verdict.
    std::vector<LoadTrial> trials() const;

    RunPlan plan_;
};

/// Pure; `end` is that of nextStep().
SearchResult searchResult(const SearchSpec& spec, std::span<const LoadTrial> trials,
                          SearchStep::Kind end);

}  // namespace sagebench
