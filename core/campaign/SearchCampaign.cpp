// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/SearchCampaign.h"

#include <map>

#include "campaign/PointPlan.h"

namespace sagebench {

std::vector<LoadTrial> trialsOf(std::span<const PointResult> points) {
    std::vector<LoadTrial> trials;
    std::map<double, int> discounted;
    for (const PointResult& point : points) {
        if (point.met) {
            trials.push_back({point.load, *point.met});
        } else if (point.isDiscounted() && ++discounted[point.load] == kMostDiscounted) {
            trials.push_back({point.load, false});
        }
    }
    return trials;
}

std::vector<LoadTrial> SearchCampaign::trials() const {
    return trialsOf(points());
}

std::optional<CampaignPoint> SearchCampaign::next() const {
    const SearchStep step = nextStep(*plan_.search, trials());
    return step.runs()
               ? std::optional(pointOf(plan_, static_cast<int>(points().size()) + 1, step.load))
               : std::nullopt;
}

CampaignProgress SearchCampaign::progress() const {
    return {static_cast<int>(points().size()), runsLeft(*plan_.search, trials())};
}

std::optional<SearchResult> SearchCampaign::result() const {
    const auto tried = trials();
    const SearchStep step = nextStep(*plan_.search, tried);
    return step.runs() ? std::nullopt
                       : std::optional(searchResult(*plan_.search, tried, step.kind));
}

SearchResult searchResult(const SearchSpec& spec, std::span<const LoadTrial> trials,
                          SearchStep::Kind end) {
    const Bracket bracket = bracketOf(trials);
    SearchResult out{.end = end,
                     .best = bracket.met,
                     .missed = bracket.missed,
                     .metRuns = bracket.metRuns,
                     .runs = static_cast<int>(trials.size()),
                     .ci95 = capacityInterval(trials, spec.axis == LoadAxis::Concurrency)};
    if (end == SearchStep::Kind::NeverMet) {
        out.ci95 = CapacityInterval{0, bracket.missed};
    }
    return out;
}

}  // namespace sagebench
