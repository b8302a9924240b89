// SPDX-License-Identifier: GPL-3.0-or-later
#include "CampaignVerdicts.h"

#include <fmt/format.h>

#include <algorithm>

namespace sagebench::app {
namespace {

std::string told(const ContractMiss& miss) {
    return fmt::format("{}{:.6g}: {}", miss.axis ? "" : "run ", miss.load, miss.text);
}

bool failedWholly(const WorkloadFigures& figures) {
    return figures.requests == figures.failed;
}

}  // namespace

std::vector<std::string> contractComplaints(std::span<const ContractMiss> misses, bool search,
                                            std::optional<double> best) {
    std::vector<std::string> complaints;
    if (!search) {
        std::ranges::transform(misses, std::back_inserter(complaints), told);
        return complaints;
    }
    const auto atBest = [&](const ContractMiss& miss) { return miss.load == best; };
    const auto first = std::ranges::find_if(misses, atBest);
    if (const auto runs = std::ranges::count_if(misses, atBest); runs > 0) {
        complaints.push_back(told(*first) +
                             (runs > 1 ? fmt::format(" (and so in {} runs)", runs) : ""));
    }
    return complaints;
}

bool nothingSucceeded(std::span<const PointResult> points) {
    return !points.empty() && std::ranges::all_of(points, [](const PointResult& point) {
        return std::ranges::all_of(point.workloads, failedWholly);
    });
}

}  // namespace sagebench::app
