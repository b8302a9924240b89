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

SloTally::SloTally(SloPlan plan, bool stopped)
    : plan_(std::move(plan)),
      stopped_(stopped),
      perRequest_(std::ranges::any_of(plan_.limits, &Slo::perRequest)),
      counts_(plan_.limits.size()) {}

void SloTally::add(const RequestRecord& measured) {
    if (plan_.limits.empty()) {
        return;
    }
    if (measured.outcome != Outcome::Cancelled) {
        addEnded(measured);
    } else if (!stopped_) {
        addCancelled(measured);
    }
}

void SloTally::addEnded(const RequestRecord& measured) {
    const bool ok = measured.outcome == Outcome::Ok;
    successful_ += ok;
    ++judged_;
    bool all = true;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        const bool one = perRequest_ && meets(std::span(&plan_.limits[i], 1), measured);
        ++counts_[i].judged;
        counts_[i].meeting += one;
        counts_[i].endless += !ok;
        all = all && one;
    }
    meetingAll_ += all;
    if (ok && asksFor(SloMetric::Tbt)) {
        if (const auto tbt = tbtMs(measured)) {
            tbt_.push_back(*tbt);
        }
    }
}

void SloTally::addCancelled(const RequestRecord& measured) {
    bool anyOnEach = false;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        const bool missed = hadMissed(plan_.limits[i], measured);
        counts_[i].judged += missed;
        counts_[i].endless += missed;
        anyOnEach = anyOnEach || (missed && plan_.limits[i].perRequest());
    }
    judged_ += anyOnEach;
}

bool SloTally::asksFor(SloMetric metric) const {
    return std::ranges::any_of(
        plan_.limits, [&](const Slo& slo) { return slo.metric == metric && !slo.perRequest(); });
}

void SloTally::takePercentiles(SloMetric metric, std::uint64_t samples, const PercentileAt& at) {
    for (std::size_t i = 0; i < plan_.limits.size(); ++i) {
        if (plan_.limits[i].metric == metric && !plan_.limits[i].perRequest()) {
            takePercentile(i, samples, at);
        }
    }
}

/// Of gaps, of which a request has many, one without end lacks as many as others have on average.
double SloTally::endlessSamples(std::size_t limit, std::uint64_t samples) const {
    const SloMetric metric = plan_.limits[limit].metric;
    const auto requests = static_cast<double>(counts_[limit].endless);
    const bool pooled = metric == SloMetric::Itl || metric == SloMetric::Icl;
    return pooled && successful_ > 0
               ? requests * static_cast<double>(samples) / static_cast<double>(successful_)
               : requests;
}

void SloTally::takePercentile(std::size_t limit, std::uint64_t samples, const PercentileAt& at) {
    Count& count = counts_[limit];
    const double p = *plan_.limits[limit].percentile;
    if (count.endless == 0) {
        count.percentile = at(p);
        return;
    }
    const auto known = static_cast<double>(samples);
    const double rank = p / 100 * (known + endlessSamples(limit, samples) - 1);
    count.percentileIsEndless = rank > known - 1;
    if (!count.percentileIsEndless) {
        count.percentile = at(samples > 1 ? 100 * rank / (known - 1) : 0);
    }
}

std::optional<std::uint64_t> SloTally::meetingAll() const {
    return perRequest_ ? std::optional(meetingAll_) : std::nullopt;
}

std::optional<double> SloTally::fraction() const {
    return perRequest_ ? ratio(meetingAll_, judged_) : std::nullopt;
}

SloResult SloTally::resultOf(std::size_t limit) const {
    const Count& count = counts_[limit];
    SloResult result{plan_.limits[limit], std::nullopt, std::nullopt};
    if (result.slo.perRequest()) {
        result.actual = ratio(count.meeting, count.judged);
        result.met = result.actual ? std::optional(*result.actual >= plan_.target) : std::nullopt;
    } else if (count.percentileIsEndless) {
        result.met = false;
    } else if ((result.actual = count.percentile)) {
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
