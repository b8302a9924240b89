// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/PointPlan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/Hash.h"
#include "plan/CampaignRules.h"

namespace sagebench {

std::string pointLabel(std::optional<LoadAxis> axis, double load) {
    return fmt::format("{}-{}", axis ? toString(*axis) : "run", load);
}

int requestsOfPoint(LoadAxis axis, double load, bool search) {
    constexpr double kSeconds = 20;
    constexpr double kRounds = 10;
    constexpr int kOfPercentile = 100;
    constexpr int kOfSweep = 20;
    const double wanted = std::ceil(load * (axis == LoadAxis::Rate ? kSeconds : kRounds));
    const int least = search || axis == LoadAxis::Rate ? kOfPercentile : kOfSweep;
    return std::max(least, static_cast<int>(wanted));
}

std::uint64_t pointSeed(std::uint64_t campaignSeed, int number) {
    return hash64(campaignSeed, hashName("campaign point"), number) >> 11;
}

CampaignPoint pointOf(const RunPlan& campaign, int number, double load) {
    const auto axis = campaignAxis(campaign);
    CampaignPoint point{number, load, pointLabel(axis, load), {}, campaign};
    point.folder = fmt::format("runs/{:03}-{}", number, point.label);
    for (WorkloadSpec& spec : point.plan.workloads) {
        if (axis) {
            setLoad(spec, *axis, load);
        }
        if (sizedByPoint(campaign, spec)) {
            spec.numRequests = requestsOfPoint(*axis, load, campaign.search.has_value());
        }
    }
    point.plan.seed = pointSeed(campaign.seed.value_or(0), number);
    point.plan.output.folder =
        (std::filesystem::path(campaign.output.folder) / point.folder).string();
    point.plan.sweep.reset();
    point.plan.search.reset();
    point.plan.repeat = 1;
    return point;
}

}  // namespace sagebench
