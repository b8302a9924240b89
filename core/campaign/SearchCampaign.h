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

/// So many runs at one load that the client can't be trusted with make it a missed one: it is more
/// than this client can measure.
inline constexpr int kMostDiscounted = 3;

/// Pure. Points with a verdict, in their order. One that met while the client was limited or its
/// machine busy has none, so that its load is run again, up to kMostDiscounted times.
std::vector<LoadTrial> trialsOf(std::span<const PointResult> points);

/// Pure; `end` is that of nextStep().
SearchResult searchResult(const SearchSpec& spec, std::span<const LoadTrial> trials,
                          SearchStep::Kind end);

}  // namespace sagebench
