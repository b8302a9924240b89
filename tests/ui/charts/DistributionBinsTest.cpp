// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/DistributionBins.h"

#include <gmock/gmock.h>

namespace sagebench::ui {
namespace {

LatencyHistogram histogram(std::initializer_list<double> samplesMs) {
    LatencyHistogram made;
    for (const double ms : samplesMs) {
        made.add(fromMs(ms));
    }
    return made;
}

double sum(const std::vector<ShareBin>& bins) {
    double total = 0;
    for (const ShareBin& bin : bins) {
        total += bin.share;
    }
    return total;
}

TEST(DistributionRange, beginsAtZeroUnlessSamplesAreCloseTogether) {
    EXPECT_EQ(distributionRange(histogram({10, 100}), XScale::Linear).from, 0);
    const TimeRange close = distributionRange(histogram({95, 100}), XScale::Linear);
    EXPECT_NEAR(close.from, 92, 3);
    EXPECT_NEAR(close.to, 102, 3);
}

TEST(DistributionRange, ofNothingIsNoRangeToDivideBy) {
    EXPECT_EQ(distributionRange({}, XScale::Linear), (TimeRange{0, 1}));
    EXPECT_EQ(distributionRange({}, XScale::Logarithmic), (TimeRange{1, 10}));
}

TEST(DistributionBins, holdEverySampleOnce) {
    const LatencyHistogram samples = histogram({0, 0.0004, 3, 7, 11, 11, 80, 900});
    for (const XScale scale : {XScale::Linear, XScale::Logarithmic}) {
        const TimeRange range = distributionRange(samples, scale);
        EXPECT_NEAR(sum(distributionBins(samples, scale, range, 40)), 1, 1e-9);
    }
}

TEST(DistributionBins, standWhereTheSamplesAre) {
    const auto bins = distributionBins(histogram({15, 15, 15, 35}), XScale::Linear, {0, 40}, 4);
    ASSERT_EQ(bins.size(), 4u);
    EXPECT_DOUBLE_EQ(bins[1].fromMs, 10);
    EXPECT_DOUBLE_EQ(bins[1].share, 0.75);
    EXPECT_DOUBLE_EQ(bins[3].share, 0.25);
}

TEST(DistributionBins, areEquallyWideOnALogarithmicAxis) {
    const auto bins = distributionBins(histogram({5, 500}), XScale::Logarithmic, {1, 1000}, 3);
    EXPECT_NEAR(bins[1].fromMs, 10, 1e-6);
    EXPECT_NEAR(bins[1].toMs, 100, 1e-6);
    EXPECT_DOUBLE_EQ(bins[0].share, 0.5);
    EXPECT_DOUBLE_EQ(bins[2].share, 0.5);
}

TEST(CumulativeLine, climbsFromNothingToAll) {
    const Points points = cumulativeLine(histogram({10, 10, 10, 1000}), 10'000);
    EXPECT_EQ(points.front().y(), 0);
    EXPECT_EQ(points.at(1).y(), 0.75);
    EXPECT_EQ(points.back().y(), 1);
    EXPECT_NEAR(points.back().x(), 1000, 30);
    EXPECT_LE(cumulativeLine(histogram({0.1, 1000}), 20).size(), 22);
}

}  // namespace
}  // namespace sagebench::ui
