// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/DifferenceCheck.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

WorkloadMetrics measured(double p99, ConfidenceInterval interval) {
    WorkloadMetrics m;
    m.successfulRequests = 500;
    m.ttft.p99 = p99;
    m.ci95["p99_ttft_ms"] = interval;
    return m;
}

TEST(FactorNeeded, HalfTheWidthTakesFourTimesTheSamples) {
    EXPECT_DOUBLE_EQ(factorNeeded(0.1, 0.05), 4);
    EXPECT_DOUBLE_EQ(factorNeeded(0.05, 0.05), 1);
}

TEST(IsWider, ThanAShareOfItsFigure) {
    EXPECT_TRUE(isWider({95, 105}, 100, 0.09));
    EXPECT_FALSE(isWider({95, 105}, 100, 0.1));
    EXPECT_FALSE(isWider({0, 1}, 0, 0.1)) << "0 has no share";
}

TEST(Listed, TheWidestFirst) {
    EXPECT_EQ(listed({{"p50 TTFT", 0.06}, {"p99 TTFT", 0.123}}), "p99 TTFT (12 %), p50 TTFT (6 %)");
}

TEST(WideIntervals, SaysWhichAndHowManyRequestsItWouldTake) {
    EXPECT_EQ(wideIntervals(measured(100, {95, 105}), 0.05),
              "95 % intervals are wider than the difference of 5 % that is asked for: p99 TTFT "
              "(10 %); about 2000 requests (4 times as many, or as long) would be needed");
}

TEST(WideIntervals, NarrowOnesAndNoDifferenceAreNoWarning) {
    EXPECT_EQ(wideIntervals(measured(100, {98, 102}), 0.05), std::nullopt);
    EXPECT_EQ(wideIntervals(measured(100, {50, 150}), std::nullopt), std::nullopt);
}

TEST(WideIntervals, WhatCannotBeToldIsSaid) {
    WorkloadMetrics m = measured(100, {98, 102});
    m.ttft.p50 = 50;
    EXPECT_EQ(wideIntervals(m, 0.05),
              "there are too few requests to tell a 95 % interval of p50 TTFT");
}

}  // namespace
}  // namespace sagebench
