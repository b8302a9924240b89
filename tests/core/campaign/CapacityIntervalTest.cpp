// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CapacityInterval.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <vector>

namespace sagebench {
namespace {

using Trials = std::vector<LoadTrial>;
using testing::AllOf;
using testing::Ge;
using testing::Le;

Trials sharpEdgeAt80() {
    return {{64, true},  {128, false}, {96, false}, {80, true}, {88, false},
            {84, false}, {82, false},  {81, false}, {80, true}, {80, true}};
}

TEST(CapacityInterval, HoldsTheHighestThatMetAndTheLowestThatMissed) {
    const auto interval = capacityInterval(sharpEdgeAt80(), false);
    EXPECT_THAT(interval->low, AllOf(Ge(72), Le(80)));
    EXPECT_THAT(*interval->high, AllOf(Ge(81), Le(86)));
}

TEST(CapacityInterval, IsWiderWhereRunsDisagree) {
    Trials torn = sharpEdgeAt80();
    torn.push_back({80, false});
    torn.push_back({88, true});
    const auto sharp = capacityInterval(sharpEdgeAt80(), false);
    const auto wide = capacityInterval(torn, false);
    EXPECT_LE(wide->low, 64);
    EXPECT_GE(*wide->high, 88);
    EXPECT_GT(*wide->high - wide->low, *sharp->high - sharp->low);
}

TEST(CapacityInterval, NothingBoundsItAboveWhereNoLoadMissed) {
    const auto interval = capacityInterval(Trials{{10, true}, {20, true}, {40, true}}, false);
    EXPECT_LE(interval->low, 40);
    EXPECT_EQ(interval->high, std::nullopt);
}

TEST(CapacityInterval, WholeNumbersAreRoundedOutwards) {
    const auto interval =
        capacityInterval(Trials{{8, true}, {12, true}, {13, false}, {16, false}, {12, true}}, true);
    EXPECT_EQ(interval->low, std::floor(interval->low));
    EXPECT_EQ(*interval->high, std::ceil(*interval->high));
    EXPECT_LE(interval->low, 12);
    EXPECT_GE(*interval->high, 13);
}

TEST(CapacityInterval, WithoutATrialThereIsNone) {
    EXPECT_EQ(capacityInterval({}, false), std::nullopt);
}

/// Engines whose runs meet by chance near a capacity of 100, by a curve of a width of 3 %.
TEST(CapacityInterval, HoldsTheTrueCapacityInMostSearches) {
    const SearchSpec spec{
        .axis = LoadAxis::Rate, .from = 10, .to = {}, .precision = 0.02, .confirm = 3};
    int held = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        Trials trials;
        for (SearchStep step = nextStep(spec, trials); step.runs(); step = nextStep(spec, trials)) {
            const double meets = 1 / (1 + std::exp(-(std::log(100) - std::log(step.load)) / 0.03));
            trials.push_back({step.load, std::uniform_real_distribution(0.0, 1.0)(random) < meets});
        }
        const auto interval = capacityInterval(trials, false);
        held += interval->low <= 100 && interval->high.value_or(INFINITY) >= 100;
    }
    EXPECT_GE(held, 185);
}

}  // namespace
}  // namespace sagebench
