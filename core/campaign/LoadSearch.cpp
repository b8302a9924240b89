// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/LoadSearch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/DurationText.h"

namespace sagebench {
namespace {

using Kind = SearchStep::Kind;

bool isWhole(const SearchSpec& spec) {
    return spec.axis == LoadAxis::Concurrency;
}

double highest(const SearchSpec& spec) {
    return spec.to.value_or(kMostLoad);
}

/// Few digits, since people read it; more than the finest precision needs.
double rounded(double load) {
    return parseDouble(fmt::format("{:.5g}", load)).value_or(load);
}

bool closeEnough(const SearchSpec& spec, double met, double missed) {
    return isWhole(spec) ? missed - met <= std::max(1.0, spec.precision * missed)
                         : missed - met <= spec.precision * missed;
}

double between(const SearchSpec& spec, double met, double missed) {
    const double middle = met + (missed - met) / 2;
    return isWhole(spec) ? std::floor(middle) : rounded(middle);
}

SearchStep confirmed(const SearchSpec& spec, const Bracket& bracket, Kind end) {
    return {bracket.metRuns < spec.confirm ? Kind::Confirm : end, *bracket.met};
}

}  // namespace

Bracket bracketOf(std::span<const LoadTrial> trials) {
    Bracket bracket;
    for (const LoadTrial& trial : trials) {
        if (!trial.met && trial.load < bracket.missed.value_or(INFINITY)) {
            bracket.missed = trial.load;
        }
    }
    for (const LoadTrial& trial : trials) {
        if (trial.met && trial.load < bracket.missed.value_or(INFINITY)) {
            bracket.met = std::max(bracket.met.value_or(0), trial.load);
        }
    }
    bracket.metRuns = static_cast<int>(std::ranges::count_if(
        trials, [&](const LoadTrial& trial) { return trial.met && trial.load == bracket.met; }));
    return bracket;
}

SearchStep nextStep(const SearchSpec& spec, std::span<const LoadTrial> trials) {
    const Bracket bracket = bracketOf(trials);
    if (trials.empty()) {
        return {Kind::Raise, spec.from};
    }
    if (!bracket.met) {
        return {Kind::NeverMet, *bracket.missed};
    }
    if (trials.size() >= kMostSearchRuns) {
        return {Kind::GivenUp, *bracket.met};
    }
    if (!bracket.missed) {
        return *bracket.met >= highest(spec)
                   ? confirmed(spec, bracket, Kind::AlwaysMet)
                   : SearchStep{Kind::Raise, std::min(*bracket.met * 2, highest(spec))};
    }
    if (closeEnough(spec, *bracket.met, *bracket.missed)) {
        return confirmed(spec, bracket, Kind::Found);
    }
    return {Kind::Bisect, between(spec, *bracket.met, *bracket.missed)};
}

std::optional<int> runsLeft(const SearchSpec& spec, std::span<const LoadTrial> trials) {
    if (!nextStep(spec, trials).runs()) {
        return 0;
    }
    const Bracket bracket = bracketOf(trials);
    if (!bracket.missed) {
        return std::nullopt;
    }
    int halvings = 0;
    double met = *bracket.met;
    while (!closeEnough(spec, met, *bracket.missed)) {
        met += (*bracket.missed - met) / 2;
        ++halvings;
    }
    return halvings + spec.confirm - (halvings == 0 ? bracket.metRuns : 1);
}

}  // namespace sagebench
