// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/LagMeter.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;

TEST(LatencyHistogram, isEmptyAtFirst) {
    EXPECT_EQ(LatencyHistogram().percentile(50), std::nullopt);
}

TEST(LatencyHistogram, percentilesAreWithinThreePercent) {
    LatencyHistogram histogram;
    for (int i = 1; i <= 1000; ++i) {
        histogram.add(milliseconds(i));
    }
    EXPECT_NEAR(toMs(*histogram.percentile(50)), 500, 15);
    EXPECT_NEAR(toMs(*histogram.percentile(99)), 990, 30);
    EXPECT_EQ(histogram.total(), 1000u);
}

TEST(LatencyHistogram, keepsTheSmallestAndTheLargest) {
    LatencyHistogram histogram;
    histogram.add(Nanos(-5));
    histogram.add(microseconds(31));
    histogram.add(hours(1000));
    EXPECT_EQ(histogram.total(), 3u);
    EXPECT_EQ(histogram.countAt(0), 1u);
    EXPECT_EQ(histogram.countAt(31), 1u);
    EXPECT_EQ(histogram.countAt(LatencyHistogram::kBuckets - 1), 1u);
}

TEST(LatencyHistogram, bucketsJoinWithoutGaps) {
    for (std::size_t bucket : {31u, 32u, 63u, 64u, 95u, 96u, 500u}) {
        LatencyHistogram histogram;
        histogram.add(LatencyHistogram::lowerBound(bucket));
        EXPECT_EQ(histogram.countAt(bucket), 1u) << bucket;
        EXPECT_LT(LatencyHistogram::lowerBound(bucket), LatencyHistogram::lowerBound(bucket + 1));
    }
}

TEST(LatencyHistogram, whatCameSinceIsTheDifference) {
    LatencyHistogram histogram;
    histogram.add(std::chrono::milliseconds(900), 3);
    const LatencyHistogram earlier = histogram;
    histogram.add(std::chrono::microseconds(10), 2);
    const LatencyHistogram since = histogram.since(earlier);
    EXPECT_EQ(since.total(), 2u);
    EXPECT_EQ(since.percentile(100), std::chrono::nanoseconds(10'500));
}

TEST(LagMeter, countsAsAHistogramDoes) {
    LagMeter meter;
    EXPECT_EQ(meter.read().total(), 0u);
    meter.add(std::chrono::microseconds(7));
    meter.add(std::chrono::milliseconds(40), 2);
    LatencyHistogram same;
    same.add(std::chrono::microseconds(7));
    same.add(std::chrono::milliseconds(40), 2);
    EXPECT_EQ(meter.read().total(), 3u);
    EXPECT_EQ(meter.read().percentile(50), same.percentile(50));
    EXPECT_EQ(meter.read().percentile(10), same.percentile(10));
}

TEST(LatencyHistogram, mergesAndClears) {
    LatencyHistogram a, b;
    a.add(milliseconds(1), 2);
    b.add(milliseconds(1));
    a.merge(b);
    EXPECT_EQ(a.total(), 3u);
    a.clear();
    EXPECT_EQ(a.total(), 0u);
}

}  // namespace
}  // namespace sagebench
