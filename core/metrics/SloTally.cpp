// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/SloTally.h"

#include <algorithm>
#include <utility>

#include "metrics/RequestMetrics.h"

namespace sagebench {
namespace {

std::optional<double> ratio(std::uint64_t part, std::uint64_t whole) {
    return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole))
                     : std::nullopt;
}

}  // namespace

SloTally::SloTally(SloPlan plan)
    : plan_(std::move(plan)),
      perRequest_(std::ranges::any_of(plan_.limits, &Slo::perRequest)),
      meeting_(plan_.limits.size()),
      percentiles_(plan_.limits.size()) {}

void SloTally::add(const RequestRecord& measured) {
    if (plan_.limits.empty() || measured.outcome == Outcome::Cancelled) {
        return;
    }
    ++judged_;
    bool all = true;
    for (std::size_t i = 0; perRequest_ && i < plan_.limits.size(); ++i) {
        const bool one = meets(std::span(&plan_.limits[i], 1), measured);
        meeting_[i] += one;
        all = all && one;
    }
    meetingAll_ += all;
    if (measured.outcome == Outcome::Ok && asksFor(SloMetric::Tbt)) {
        if (const auto tbt = tbtMs(measured)) {
            tbt_.push_back(*tbt);
        }
    }
}

bool SloTally::asksFor(SloMetric metric) const {
    return std::ranges::any_of(
        plan_.limits, [&](const Slo& slo) { return slo.metric == metric && !slo.perRequest(); });
}

void SloTally::takePercentiles(SloMetric metric, const PercentileAt& at) {
    for (std::size_t i = 0; i < plan_.limits.size(); ++i) {
        const Slo& slo = plan_.limits[i];
        if (slo.metric == metric && !slo.perRequest()) {
            percentiles_[i] = at(*slo.percentile);
        }
    }
}

std::optional<std::uint64_t> SloTally::meetingAll() const {
    return perRequest_ ? std::optional(meetingAll_) : std::nullopt;
}

std::optional<double> SloTally::fraction() const {
    return perRequest_ ? ratio(meetingAll_, judged_) : std::nullopt;
}

SloResult SloTally::resultOf(std::size_t limit) const {
    SloResult result{plan_.limits[limit], std::nullopt, std::nullopt};
    if (result.slo.perRequest()) {
        result.actual = ratio(meeting_[limit], judged_);
        result.met = result.actual ? std::optional(*result.actual >= plan_.target) : std::nullopt;
    } else if ((result.actual = percentiles_[limit])) {
        result.met = isWithin(*result.actual, result.slo.limit);
    }
    return result;
}

std::vector<SloResult> SloTally::results() const {
    std::vector<SloResult> results;
    for (std::size_t i = 0; i < plan_.limits.size(); ++i) {
        results.push_back(resultOf(i));
    }
    return results;
}

std::optional<bool> SloTally::met() const {
    if (plan_.limits.empty()) {
        return std::nullopt;
    }
    const bool eachMet = std::ranges::all_of(
        results(), [](const SloResult& result) { return result.met.value_or(false); });
    return eachMet && (!perRequest_ || fraction().value_or(0) >= plan_.target);
}

}  // namespace sagebench
