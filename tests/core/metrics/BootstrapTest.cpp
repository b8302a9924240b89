// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Bootstrap.h"

#include <gmock/gmock.h>

#include <numeric>

#include "metrics/Distribution.h"

namespace sagebench {
namespace {

using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;

using Times = std::vector<std::uint32_t>;

std::vector<double> countingTo(int last) {
    std::vector<double> values(static_cast<std::size_t>(last));
    std::iota(values.begin(), values.end(), 1);
    return values;
}

/// A sample a cell.
BinnedSamples samplesOf(const std::vector<double>& values) {
    BinnedSamples samples(binEdges(values.size(), [&](std::size_t i) { return values[i]; }),
                          values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        samples.add(values[i], i);
    }
    samples.seal();
    return samples;
}

double placeOf(const BinnedSamples& samples, double level, const Times& times) {
    double place = -1;
    samples.places(std::span(&level, 1), times, std::span(&place, 1));
    return place;
}

TEST(CircularBlocks, EachResampleHasAsManyCellsAsThereAre) {
    const CircularBlocks blocks(10, 3, 7);
    Times times;
    for (std::size_t i = 0; i < 100; ++i) {
        blocks.draw(i, times);
        EXPECT_EQ(std::accumulate(times.begin(), times.end(), 0u), 10u);
    }
}

TEST(CircularBlocks, NeighboursStayTogetherAlsoOverTheEnd) {
    const CircularBlocks blocks(6, 6, 7);
    Times times;
    blocks.draw(0, times);
    EXPECT_THAT(times, Each(1)) << "one block of all cells, wherever it begins";
}

TEST(CircularBlocks, DrawsEveryCellAlikeOften) {
    const CircularBlocks blocks(5, 2, 7);
    std::vector<double> sums(5, 0.0);
    Times times;
    for (std::size_t i = 0; i < 10'000; ++i) {
        blocks.draw(i, times);
        std::transform(times.begin(), times.end(), sums.begin(), sums.begin(), std::plus());
    }
    EXPECT_THAT(sums, Each(DoubleNear(10'000, 300)));
}

TEST(CircularBlocks, FollowFromTheSeed) {
    Times a, b, other;
    CircularBlocks(100, 4, 7).draw(3, a);
    CircularBlocks(100, 4, 7).draw(3, b);
    CircularBlocks(100, 4, 8).draw(3, other);
    EXPECT_EQ(a, b);
    EXPECT_NE(a, other);
}

TEST(BinnedSamples, ThePlaceOfAPercentileIsThatOfType7) {
    const auto samples = samplesOf({10, 20, 30, 40, 50});
    const Times once(5, 1);
    EXPECT_DOUBLE_EQ(placeOf(samples, 0.5, once), 2);
    EXPECT_DOUBLE_EQ(placeOf(samples, 0.95, once), 3.8);
    EXPECT_DOUBLE_EQ(placeOf(samples, 0, once), 0);
    EXPECT_DOUBLE_EQ(placeOf(samples, 1, once), 4);
}

TEST(BinnedSamples, ACellThatWasDrawnTwiceWeighsTwice) {
    const auto samples = samplesOf({10, 20, 30, 40, 50});
    EXPECT_DOUBLE_EQ(placeOf(samples, 0.5, {0, 0, 0, 0, 5}), 4);
    EXPECT_DOUBLE_EQ(placeOf(samples, 0.5, {5, 0, 0, 0, 0}), 0);
    EXPECT_DOUBLE_EQ(placeOf(samples, 0.5, {0, 2, 1, 2, 0}), 2);
}

TEST(BinnedSamples, ManySamplesShareBinsAndPlacesStayTheSame) {
    const auto values = countingTo(100'000);
    const auto samples = samplesOf(values);
    const Times once(values.size(), 1);
    for (const double level : {0.01, 0.5, 0.9, 0.95, 0.99, 0.999}) {
        EXPECT_NEAR(placeOf(samples, level, once), level * 99'999, 1e-6);
    }
}

TEST(BinnedSamples, EqualSamplesShareABin) {
    const auto samples = samplesOf({7, 7, 7, 7, 9});
    EXPECT_DOUBLE_EQ(placeOf(samples, 1, Times{1, 0, 0, 0, 0}), 1.5) << "anywhere among the sevens";
    EXPECT_THAT(samples.cellsUpTo(0), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(samples.cellsFrom(3.5), ElementsAre(4));
}

TEST(MeanInterval, IsThatOfStudentForManyUnrelatedSamples) {
    std::vector<CellSum> cells;
    for (int i = 0; i < 400; ++i) {
        cells.push_back({i % 2 == 0 ? 90.0 : 110.0, 1});
    }
    const auto interval = meanInterval(cells, CircularBlocks(400, 1, 1));
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->low, 99.02, 0.1);  // 100 - 1.96 × 10 / √400
    EXPECT_NEAR(interval->high, 100.98, 0.1);
}

TEST(MeanInterval, SamplesOfACellStayTogether) {
    std::vector<CellSum> cells;
    for (int i = 0; i < 100; ++i) {
        cells.push_back({i % 2 == 0 ? 900.0 : 1100.0, 10});
    }
    const auto interval = meanInterval(cells, CircularBlocks(100, 1, 1));
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->width(), 2 * 1.984 * 10 / 10, 0.2) << "100 samples, not 1,000";
}

TEST(MeanInterval, OfFewBlocksIsUnknown) {
    const std::vector<CellSum> cells(40, CellSum{5, 1});
    EXPECT_TRUE(meanInterval(cells, CircularBlocks(40, 5, 1))) << "8 blocks";
    EXPECT_FALSE(meanInterval(cells, CircularBlocks(40, 6, 1))) << "not 7";
}

TEST(ExpandedInterval, IsWiderForFewBlocks) {
    std::vector<double> resampled = countingTo(2001);
    const auto many = expandedInterval(resampled, 1e6);
    EXPECT_NEAR(many.low, 51, 0.1);  // 2.5 %
    EXPECT_NEAR(many.high, 1951, 0.1);
    const auto few = expandedInterval(resampled, 8);  // t(7) × √(8/7) = 2.528: 0.57 %
    EXPECT_NEAR(few.low, 12.5, 0.1);
    EXPECT_NEAR(few.high, 1989.5, 0.1);
}

std::optional<ConfidenceInterval> placeInterval(int samples, double level, std::size_t length = 1) {
    const auto cells = static_cast<std::size_t>(samples);
    return placeIntervals(samplesOf(countingTo(samples)), std::span(&level, 1),
                          CircularBlocks(cells, length, 1))
        .front();
}

TEST(PlaceIntervals, AreThoseOfTheBinomialDistribution) {
    const auto median = placeInterval(400, 0.5);
    ASSERT_TRUE(median);
    EXPECT_NEAR(median->low, 199.5 - 1.966 * 10, 2);  // √(400 × ½ × ½) = 10
    EXPECT_NEAR(median->high, 199.5 + 1.966 * 10, 2);
}

TEST(PlaceIntervals, NeedSamplesBeyondThePercentile) {
    EXPECT_TRUE(placeInterval(141, 0.95));
    EXPECT_FALSE(placeInterval(140, 0.95));
    EXPECT_TRUE(placeInterval(701, 0.99)) << "eight of 701 lie at or above";
    EXPECT_FALSE(placeInterval(700, 0.99)) << "seven of 700";
}

TEST(PlaceIntervals, NeedThemInSeveralBlocks) {
    EXPECT_TRUE(placeInterval(1000, 0.99)) << "the ten highest: ten blocks of one";
    EXPECT_FALSE(placeInterval(1000, 0.99, 4)) << "they are neighbours: three blocks of four";
}

TEST(PlaceIntervals, OfEqualSamplesHaveNoWidth) {
    const std::vector<double> equal(100, 5.0);
    const double level = 0.99;
    const auto interval =
        placeIntervals(samplesOf(equal), std::span(&level, 1), CircularBlocks(100, 1, 1)).front();
    ASSERT_TRUE(interval);
    EXPECT_EQ(percentile(equal, interval->low), percentile(equal, interval->high));
}

}  // namespace
}  // namespace sagebench
