// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Distribution.h"

#include <gtest/gtest.h>

#include <numeric>

namespace sagebench {
namespace {

const Distribution kNoSamples = [] {
    Distribution none;
    none.count = 0;
    return none;
}();

using Samples = std::vector<double>;

TEST(Percentile, agreesWithNumpy) {
    EXPECT_DOUBLE_EQ(percentile(Samples{1, 2, 3, 4}, 25), 1.75);
    EXPECT_DOUBLE_EQ(percentile(Samples{1, 2, 3, 4}, 50), 2.5);
    EXPECT_DOUBLE_EQ(percentile(Samples{15, 20, 35, 40, 50}, 40), 29.0);
    EXPECT_DOUBLE_EQ(percentile(Samples{15, 20, 35, 40, 50}, 95), 48.0);
    EXPECT_DOUBLE_EQ(percentile(Samples{10, 20}, 90), 19.0);
    EXPECT_DOUBLE_EQ(percentile(Samples{3.5, 8.25, 8.25, 9, 120}, 99), 115.56);
}

TEST(Percentile, ofTheNumbersFromZeroToAThousandIsTenTimesP) {
    Samples samples(1001);
    std::iota(samples.begin(), samples.end(), 0.0);
    EXPECT_DOUBLE_EQ(percentile(samples, 0), 0);
    EXPECT_DOUBLE_EQ(percentile(samples, 50), 500);
    EXPECT_DOUBLE_EQ(percentile(samples, 99.9), 999);
    EXPECT_DOUBLE_EQ(percentile(samples, 100), 1000);
}

TEST(Percentile, ofOneSampleIsThatSample) {
    EXPECT_EQ(percentile(Samples{7.5}, 0), 7.5);
    EXPECT_EQ(percentile(Samples{7.5}, 99.9), 7.5);
    EXPECT_EQ(percentile(Samples{7.5}, 100), 7.5);
}

TEST(Distribution, ofTenSamples) {
    Samples samples{10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
    const Distribution d = distributionOf(samples);
    EXPECT_EQ(d.count, 10u);
    EXPECT_DOUBLE_EQ(*d.avg, 5.5);
    EXPECT_DOUBLE_EQ(*d.std, 2.8722813232690143);  // population, not sample (3.03)
    EXPECT_EQ(*d.min, 1);
    EXPECT_DOUBLE_EQ(*d.p50, 5.5);
    EXPECT_DOUBLE_EQ(*d.p90, 9.1);
    EXPECT_DOUBLE_EQ(*d.p95, 9.55);
    EXPECT_DOUBLE_EQ(*d.p99, 9.91);
    EXPECT_DOUBLE_EQ(*d.p999, 9.991);
    EXPECT_EQ(*d.max, 10);
}

TEST(Distribution, ofOneSampleHasNoSpread) {
    Samples samples{42};
    const Distribution d = distributionOf(samples);
    EXPECT_EQ(d, (Distribution{1, 42, 0, 42, 42, 42, 42, 42, 42, 42}));
}

TEST(Distribution, ofNothingIsAbsentNotZero) {
    Samples none;
    EXPECT_EQ(distributionOf(none), kNoSamples);
    EXPECT_FALSE(distributionOf(none).avg.has_value());
}

TEST(Distribution, isTheSameToTheLastDigitInAnyOrder) {
    Samples up, down;
    for (int i = 1; i <= 999; ++i) {
        up.push_back(1.0 / i);
        down.push_back(1.0 / (1000 - i));
    }
    EXPECT_EQ(distributionOf(up), distributionOf(down));
}

}  // namespace
}  // namespace sagebench
