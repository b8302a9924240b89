// SPDX-License-Identifier: GPL-3.0-or-later
#include "CampaignProgress.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "TextStyle.h"
#include "campaign/CampaignDoubt.h"
#include "campaign/CampaignText.h"
#include "report/NumberText.h"

namespace sagebench::app {
namespace {

std::string figuresText(const WorkloadFigures& f) {
    std::string out =
        fmt::format("{} requests/s, {}", text::perSecond(f.requestRps), tokenRateText(f.outputTps));
    out += ", TTFT p99 " + latencyText(f.ttftP99);
    return out + ", E2EL p99 " + latencyText(f.e2elP99);
}

}  // namespace

std::optional<Nanos> remainingTime(const CampaignProgress& progress,
                                   const std::vector<Nanos>& pointTimes) {
    if (pointTimes.empty() || !progress.left) {
        return std::nullopt;
    }
    const Nanos sum = std::accumulate(pointTimes.begin(), pointTimes.end(), Nanos::zero());
    return sum / static_cast<std::int64_t>(pointTimes.size()) * *progress.left;
}

std::string pointBanner(const CampaignPoint& point, std::optional<LoadAxis> axis, bool search,
                        const CampaignProgress& progress, std::optional<Nanos> remaining) {
    std::string out = fmt::format("{} {}", axis ? "Point" : "Run", point.number);
    if (progress.left) {
        out += fmt::format(" of {}{}", search ? "about " : "", progress.done + *progress.left);
    }
    out += axis ? ": " + text::loadText(axis, point.load) : "";
    return out + (remaining ? fmt::format(", about {} left", spanText(*remaining)) : "");
}

std::string pointLine(const PointResult& point, std::optional<LoadAxis> axis) {
    const std::string verdict = text::verdictText(point);
    std::string out = fmt::format("  {}: {}", text::loadText(axis, point.load),
                                  verdict == text::kUnknown ? "done" : verdict);
    const std::string doubt = text::doubtOf(point);
    out += doubt.empty() ? "" : fmt::format(" ({})", doubt);
    return out + (point.workloads.size() == 1 ? "; " + figuresText(point.workloads[0]) : "");
}

}  // namespace sagebench::app
