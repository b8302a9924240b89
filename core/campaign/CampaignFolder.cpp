// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignFolder.h"

#include <algorithm>

#include "base/Files.h"
#include "campaign/CampaignChart.h"
#include "campaign/CampaignFile.h"
#include "campaign/CampaignReport.h"
#include "record/ResultsFolder.h"

namespace sagebench {

namespace fs = std::filesystem;

Result<void> CampaignFolder::begin() {
    auto moved = moveResultsAside(folder_);
    if (!moved) {
        return tl::unexpected(moved.error());
    }
    earlier_ = *std::move(moved);
    return {};
}

void CampaignFolder::beginPoint(const CampaignPoint& point) {
    const fs::path folder = folder_ / point.folder;
    std::error_code ignored;
    madeRuns_ = madeRuns_ || !fs::exists(folder.parent_path(), ignored);
    if (!fs::exists(folder, ignored)) {
        points_.push_back(folder);
    }
}

Result<void> CampaignFolder::undo() {
    std::error_code ignored;
    for (const fs::path& point : points_) {
        fs::remove_all(point, ignored);
    }
    if (madeRuns_) {
        fs::remove(folder_ / "runs", ignored);  // only when empty
    }
    return earlier_ ? moveResultsBack(*earlier_, folder_) : Result<void>();
}

Result<void> CampaignFolder::write(const CampaignSummary& summary) const {
    const auto& exports = summary.run.plan.output.exports;
    auto written = writeFileAtomically(folder_ / kCampaignName, campaignJson(summary));
    if (std::ranges::find(exports, "markdown") == exports.end()) {
        return written;
    }
    const auto chart = campaignChart(summary);
    if (written && chart) {
        written = writeFileAtomically(folder_ / kChartName, *chart);
    }
    return written ? writeFileAtomically(folder_ / "REPORT.md", campaignReport(summary)) : written;
}

}  // namespace sagebench
