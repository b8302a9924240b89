// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/LoadSearch.h"

#include <gmock/gmock.h>

#include <functional>
#include <vector>

namespace sagebench {
namespace {

using Kind = SearchStep::Kind;
using Trials = std::vector<LoadTrial>;
using testing::ElementsAre;

SearchSpec rate(double from = 1) {
    return {.axis = LoadAxis::Rate, .from = from, .to = {}, .precision = 0.02, .confirm = 3};
}

SearchSpec concurrency() {
    return {.axis = LoadAxis::Concurrency, .from = 1, .to = {}, .precision = 0.02, .confirm = 2};
}

/// Loads that a search tries on an engine, and how it ends.
struct Walk {
    std::vector<double> loads;
    SearchStep end;
    Trials trials;
};
Walk walk(const SearchSpec& spec, const std::function<bool(double)>& meets) {
    Walk walk;
    for (walk.end = nextStep(spec, walk.trials); walk.end.runs();
         walk.end = nextStep(spec, walk.trials)) {
        walk.loads.push_back(walk.end.load);
        walk.trials.push_back({walk.end.load, meets(walk.end.load)});
    }
    return walk;
}

TEST(LoadSearch, DoublesUpThenHalvesThenConfirms) {
    const Walk found = walk(rate(), [](double load) { return load <= 80; });
    EXPECT_THAT(found.loads,
                ElementsAre(1, 2, 4, 8, 16, 32, 64, 128, 96, 80, 88, 84, 82, 81, 80, 80));
    EXPECT_EQ(found.end, (SearchStep{Kind::Found, 80}));
}

TEST(LoadSearch, TellsWhatItDoesNext) {
    EXPECT_EQ(nextStep(rate(5), {}), (SearchStep{Kind::Raise, 5}));
    EXPECT_EQ(nextStep(rate(), Trials{{10, true}}), (SearchStep{Kind::Raise, 20}));
    EXPECT_EQ(nextStep(rate(), Trials{{10, true}, {20, false}}), (SearchStep{Kind::Bisect, 15}));
    EXPECT_EQ(nextStep(rate(), Trials{{10, true}, {10.1, false}}), (SearchStep{Kind::Confirm, 10}));
}

TEST(LoadSearch, WhatDoesNotHoldWhenConfirmedStepsDown) {
    const Trials trials{{64, true}, {80, true}, {81, false}, {80, false}};
    EXPECT_EQ(bracketOf(trials), (Bracket{.met = 64, .missed = 80, .metRuns = 1}));
    EXPECT_EQ(nextStep(rate(), trials), (SearchStep{Kind::Bisect, 72}));
}

TEST(LoadSearch, MetAboveAMissedLoadCountsForNothing) {
    const Trials trials{{10, true}, {40, true}, {20, false}};
    EXPECT_EQ(bracketOf(trials), (Bracket{.met = 10, .missed = 20, .metRuns = 1}));
}

TEST(LoadSearch, NotEvenTheLowestLoadMeets) {
    const Walk never = walk(rate(5), [](double) { return false; });
    EXPECT_THAT(never.loads, ElementsAre(5));
    EXPECT_EQ(never.end, (SearchStep{Kind::NeverMet, 5}));
}

TEST(LoadSearch, NeverGoesAboveTheBoundGiven) {
    SearchSpec spec = rate(10);
    spec.to = 50;
    const Walk always = walk(spec, [](double) { return true; });
    EXPECT_THAT(always.loads, ElementsAre(10, 20, 40, 50, 50, 50));
    EXPECT_EQ(always.end, (SearchStep{Kind::AlwaysMet, 50}));
}

TEST(LoadSearch, ConcurrencyEndsAtNeighbours) {
    const Walk found = walk(concurrency(), [](double load) { return load <= 11; });
    EXPECT_THAT(found.loads, ElementsAre(1, 2, 4, 8, 16, 12, 10, 11, 11));
    EXPECT_EQ(found.end, (SearchStep{Kind::Found, 11}));
    EXPECT_EQ(walk(concurrency(), [](double load) { return load <= 1; }).end,
              (SearchStep{Kind::Found, 1}));
}

TEST(LoadSearch, RunsThatAlwaysDisagreeComeToAnEnd) {
    int runs = 0;
    const Walk walked = walk(rate(), [&](double load) { return load < 2 || ++runs % 3 != 0; });
    EXPECT_LE(walked.trials.size(), static_cast<std::size_t>(kMostSearchRuns));
    EXPECT_FALSE(walked.end.runs());
}

TEST(LoadSearch, TellsHowManyRunsAreLeftOnceALoadHasMissed) {
    EXPECT_EQ(runsLeft(rate(), Trials{{64, true}}), std::nullopt);
    // 96, 80 … six halvings of 64 to 128 come within 2 %, the last then confirmed twice.
    EXPECT_EQ(runsLeft(rate(), Trials{{64, true}, {128, false}}), 5 + 2);
    EXPECT_EQ(runsLeft(rate(), Trials{{80, true}, {81, false}}), 2);
    EXPECT_EQ(runsLeft(rate(), Trials{{80, true}, {81, false}, {80, true}, {80, true}}), 0);
}

}  // namespace
}  // namespace sagebench
