// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/Result.h"
#include "campaign/CampaignPoint.h"
#include "campaign/CampaignSummary.h"

namespace sagebench {

/// The folder of a campaign's results. Earlier results go to DIR/previous/<id>/ when it begins; a
/// campaign that measures nothing puts them back.
class CampaignFolder {
  public:
    explicit CampaignFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Before the first point. Errors: Input (not writable), Io.
    Result<void> begin();
    /// Before each point: its folder is the campaign's own, unless it is there already.
    void beginPoint(const CampaignPoint& point);
    /// Nothing was measured: as it was before begin(). What the campaign did not make itself stays,
    /// and after a begin() that failed everything.
    Result<void> undo();
    /// campaign.json; REPORT.md where the plan exports markdown, with campaign.svg where there is
    /// something to draw. Each atomically; again after each point.
    Result<void> write(const CampaignSummary& summary) const;

  private:
    std::filesystem::path folder_;
    std::optional<std::filesystem::path> earlier_;
    std::vector<std::filesystem::path> points_;  ///< folders that the campaign made
    bool madeRuns_ = false;                      ///< and the one that they are in
};

}  // namespace sagebench
