// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/AxisSteps.h"

#include <gmock/gmock.h>

#include <cmath>

namespace sagebench::ui {
namespace {

using testing::DoubleEq;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

TEST(AxisSteps, areOneTwoOrFiveTimesAPowerOfTen) {
    EXPECT_DOUBLE_EQ(niceStep(0.03), 0.05);
    EXPECT_DOUBLE_EQ(niceStep(1), 1);
    EXPECT_DOUBLE_EQ(niceStep(1.2), 2);
    EXPECT_DOUBLE_EQ(niceStep(21), 50);
    EXPECT_DOUBLE_EQ(niceStep(600), 1000);
}

TEST(AxisSteps, ofNothingAreOne) {
    EXPECT_DOUBLE_EQ(niceStep(0), 1);
    EXPECT_DOUBLE_EQ(niceStep(-3), 1);
    EXPECT_DOUBLE_EQ(niceMaximum(0), 1);
}

TEST(AxisSteps, aMaximumHoldsWhatIsNeeded) {
    EXPECT_DOUBLE_EQ(niceMaximum(21), 25);
    EXPECT_DOUBLE_EQ(niceMaximum(100), 100);
    EXPECT_DOUBLE_EQ(niceMaximum(101), 150);
    EXPECT_DOUBLE_EQ(niceMaximum(0.3), 0.3);
}

TEST(AxisSteps, aShownMaximumMovesOnlyWhenItMust) {
    EXPECT_DOUBLE_EQ(steadyMaximum(25, 24), 25);
    EXPECT_DOUBLE_EQ(steadyMaximum(25, 11), 25);
    EXPECT_DOUBLE_EQ(steadyMaximum(25, 26), 30);
    EXPECT_DOUBLE_EQ(steadyMaximum(25, 9), 10);
}

TEST(AxisSteps, theTimeAxisOfARunIsAheadOfIt) {
    EXPECT_DOUBLE_EQ(followedEnd(0), 1);
    EXPECT_DOUBLE_EQ(followedEnd(0.4), 1);
    EXPECT_DOUBLE_EQ(followedEnd(9.5), 10);
    EXPECT_DOUBLE_EQ(followedEnd(10.1), 12);
    EXPECT_DOUBLE_EQ(followedEnd(61), 70);
}

TEST(AxisSteps, decimalsAreThoseOfTheStep) {
    EXPECT_EQ(decimalsOf(100), 0);
    EXPECT_EQ(decimalsOf(1), 0);
    EXPECT_EQ(decimalsOf(0.5), 1);
    EXPECT_EQ(decimalsOf(0.02), 2);
}

TEST(AxisSteps, ticksAreMultiplesOfTheStep) {
    EXPECT_THAT(ticksIn(0.3, 2.1, 0.5), Pointwise(DoubleNear(1e-9), {0.5, 1.0, 1.5, 2.0}));
    EXPECT_THAT(ticksIn(-1, 1, 1), Pointwise(DoubleNear(1e-9), {-1.0, 0.0, 1.0}));
}

TEST(AxisSteps, logarithmicTicks) {
    EXPECT_THAT(logTicks(8, 120, 10), Pointwise(DoubleEq(), {10.0, 20.0, 50.0, 100.0}));
    EXPECT_THAT(logTicks(1, 10'000, 6),
                Pointwise(DoubleEq(), {1.0, 10.0, 100.0, 1000.0, 10'000.0}));
}

TEST(AxisSteps, logarithmicTicksWithinADecadeAreNiceSteps) {
    EXPECT_THAT(logTicks(51, 59, 6), Pointwise(DoubleNear(1e-9), {52.0, 54.0, 56.0, 58.0}));
}

TEST(AxisSteps, ofWhatCanNotBeAreNoTicks) {
    EXPECT_THAT(logTicks(0, 1, 5), testing::IsEmpty());
    EXPECT_THAT(ticksIn(0, 1, 0), testing::IsEmpty());
    EXPECT_THAT(ticksIn(0, 1e12, 1), testing::IsEmpty());
    EXPECT_THAT(ticksIn(0, std::nan(""), 1), testing::IsEmpty());
}

}  // namespace
}  // namespace sagebench::ui
