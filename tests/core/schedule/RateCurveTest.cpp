// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/RateCurve.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sagebench {
namespace {

RateCurve curveOf(const char* ramp) {
    return {0, *parseRamp(ramp)};
}

TEST(RateCurve, aConstantRateDividesTime) {
    const RateCurve curve(4, {});
    EXPECT_DOUBLE_EQ(curve.timeOf(10), 2.5);
    EXPECT_DOUBLE_EQ(curve.rateAt(100), 4);
}

TEST(RateCurve, linearRampsHaveTheAreaOfATrapezium) {
    const RateCurve curve = curveOf("linear:2-10:4s");  // 24 events in 4 s
    EXPECT_DOUBLE_EQ(curve.timeOf(0), 0);
    EXPECT_DOUBLE_EQ(curve.timeOf(8), 2);  // 2·2 + 2·2²/2
    EXPECT_DOUBLE_EQ(curve.timeOf(24), 4);
    EXPECT_DOUBLE_EQ(curve.timeOf(34), 5);  // then 10 a second
    EXPECT_DOUBLE_EQ(curve.rateAt(2), 6);
    EXPECT_DOUBLE_EQ(curve.rateAt(9), 10);
}

TEST(RateCurve, linearRampsMayFall) {
    const RateCurve curve = curveOf("linear:10-2:4s");
    EXPECT_DOUBLE_EQ(curve.timeOf(16), 2);  // 10·2 − 2·2²/2
    EXPECT_DOUBLE_EQ(curve.timeOf(26), 5);
}

TEST(RateCurve, exponentialRampsGrowByEqualFactors) {
    const RateCurve curve = curveOf("exponential:1-16:4s");  // doubles each second
    EXPECT_DOUBLE_EQ(curve.rateAt(1), 2);
    EXPECT_DOUBLE_EQ(curve.rateAt(3), 8);
    EXPECT_NEAR(curve.timeOf(7 / std::log(2)), 3, 1e-12);  // ∫ 2^t from 0 to 3
    EXPECT_NEAR(curve.timeOf(15 / std::log(2) + 32), 6, 1e-12);
}

TEST(RateCurve, stepsStayOnTheLast) {
    const RateCurve curve = curveOf("steps:1,4,2:10s");
    EXPECT_DOUBLE_EQ(curve.timeOf(5), 5);
    EXPECT_DOUBLE_EQ(curve.timeOf(14), 11);
    EXPECT_DOUBLE_EQ(curve.timeOf(50), 20);
    EXPECT_DOUBLE_EQ(curve.timeOf(90), 40);
    EXPECT_DOUBLE_EQ(curve.rateAt(15), 4);
    EXPECT_DOUBLE_EQ(curve.rateAt(500), 2);
}

}  // namespace
}  // namespace sagebench
