// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/Decimation.h"

#include <gmock/gmock.h>

#include "charts/BinMemo.h"

namespace sagebench::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<SeriesBucket> gauges(std::initializer_list<std::optional<double>> values) {
    std::vector<SeriesBucket> buckets;
    for (const auto& value : values) {
        buckets.emplace_back().inFlight = value;
    }
    return buckets;
}

std::vector<SeriesBucket> tokens(std::initializer_list<double> values) {
    std::vector<SeriesBucket> buckets;
    for (const double value : values) {
        buckets.emplace_back().outputTokens = value;
    }
    return buckets;
}

std::optional<double> inFlight(const SeriesBucket& bucket) {
    return bucket.inFlight;
}

double outputTokens(const SeriesBucket& bucket) {
    return bucket.outputTokens;
}

TEST(Bins, areBucketsWhereAPixelHasRoomForThem) {
    const std::vector<SeriesBucket> buckets(8);
    EXPECT_EQ(binsFor(buckets, 1, {0, 8}, 100, 1), (Bins{1, 0, 8, 1}));
}

TEST(Bins, doubleUntilTheyAreWideEnough) {
    const std::vector<SeriesBucket> buckets(8);
    EXPECT_EQ(binsFor(buckets, 1, {0, 8}, 4, 1), (Bins{2, 0, 4, 1}));
    EXPECT_EQ(binsFor(buckets, 1, {0, 8}, 8, 3), (Bins{4, 0, 2, 1}));
}

TEST(Bins, coverTheRangeAndOneMoreOnEachSide) {
    const std::vector<SeriesBucket> buckets(100);
    EXPECT_EQ(binsFor(buckets, 1, {10, 20}, 100, 1), (Bins{1, 9, 12, 1}));
    EXPECT_EQ(binsFor(buckets, 1, {10.5, 20}, 100, 1), (Bins{1, 9, 12, 1}));
}

TEST(Bins, keepTheirEdgesWhenTheRangeMoves) {
    const std::vector<SeriesBucket> buckets(100);
    const Bins before = binsFor(buckets, 1, {10, 50}, 10, 1);
    const Bins after = binsFor(buckets, 1, {11, 51}, 10, 1);
    EXPECT_EQ(before.group, 4u);
    EXPECT_EQ(after.group, 4u);
    EXPECT_DOUBLE_EQ(std::fmod(after.start(0), 4), 0);
}

TEST(Bins, ofNothingAreNone) {
    EXPECT_EQ(binsFor({}, 1, {0, 8}, 100, 1).count, 0u);
    const std::vector<SeriesBucket> buckets(8);
    EXPECT_EQ(binsFor(buckets, 1, {0, 0}, 100, 1).count, 0u);
    EXPECT_EQ(binsFor(buckets, 1, {20, 30}, 100, 1).count, 0u);
    EXPECT_EQ(binsFor(buckets, 1, {-30, -20}, 100, 1).count, 0u);
}

TEST(Bins, becomeWiderUntilTheyHoldEnough) {
    std::vector<SeriesBucket> buckets(96);
    for (SeriesBucket& bucket : buckets) {
        bucket.outputTokens = 1;
    }
    const Bins fine = binsFor(buckets, 1, {0, 96}, 1000, 1);
    EXPECT_EQ(calmer(fine, buckets, {0, 96}, &outputTokens, 1).count, 96u);
    EXPECT_EQ(calmer(fine, buckets, {0, 96}, &outputTokens, 3).count, 24u);
    EXPECT_EQ(calmer(fine, buckets, {0, 96}, &outputTokens, 1000).count, 12u);
}

TEST(MinMaxLine, keepsTheExtremesOfAPixelInTheirOrder) {
    const auto buckets = gauges({1, 9, 2, 3, 8, 0, 4, 4});
    const Bins bins{4, 0, 2, 1};
    EXPECT_THAT(minMaxLine(buckets, bins, &inFlight),
                ElementsAre(QPointF(1, 1), QPointF(3, 9), QPointF(5, 8), QPointF(7, 0)));
}

TEST(MinMaxLine, leavesOutWhatIsNotKnown) {
    const auto buckets = gauges({std::nullopt, 5, std::nullopt, std::nullopt});
    EXPECT_THAT(minMaxLine(buckets, {2, 0, 2, 1}, &inFlight), ElementsAre(QPointF(1, 5)));
}

TEST(MinMaxLine, hasTwoPointsAPixelAtMost) {
    std::vector<SeriesBucket> buckets(2048);
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        buckets[i].inFlight = static_cast<double>(i * 7919 % 101);
    }
    const Bins bins = binsFor(buckets, 0.05, {0, 102.4}, 300, 1);
    EXPECT_LE(minMaxLine(buckets, bins, &inFlight).size(), 600);
}

TEST(LastLine, isTheLastKnownValueAtTheBinsEnd) {
    const auto buckets = gauges({1, 2, std::nullopt, std::nullopt, 5, std::nullopt});
    EXPECT_THAT(lastLine(buckets, {2, 0, 3, 1}, 5.5, &inFlight),
                ElementsAre(QPointF(2, 2), QPointF(5.5, 5)));
}

TEST(RateLine, isAmountOverTheBinsWidth) {
    EXPECT_THAT(rateLine(tokens({10, 20, 30, 40}), {2, 0, 2, 0.5}, 2, &outputTokens),
                ElementsAre(QPointF(0.5, 30), QPointF(1.5, 70)));
}

TEST(RateLine, aBinThatHasJustBegunWaits) {
    const auto buckets = tokens({10, 10, 10, 1});
    EXPECT_THAT(rateLine(buckets, {1, 0, 4, 1}, 3.2, &outputTokens), SizeIs(3));
    EXPECT_THAT(
        rateLine(buckets, {1, 0, 4, 1}, 3.5, &outputTokens),
        ElementsAre(QPointF(0.5, 10), QPointF(1.5, 10), QPointF(2.5, 10), QPointF(3.25, 2)));
}

TEST(RateLine, theOnlyBinIsShownAtOnce) {
    EXPECT_THAT(rateLine(tokens({3}), {1, 0, 1, 1}, 0.25, &outputTokens),
                ElementsAre(QPointF(0.125, 12)));
}

TEST(SumLine, beginsWithWhatCameBefore) {
    EXPECT_THAT(sumLine(tokens({1, 2, 3, 4}), {1, 2, 2, 1}, 4, &outputTokens),
                ElementsAre(QPointF(3, 6), QPointF(4, 10)));
}

TEST(PercentileLine, skipsEmptyBins) {
    const std::vector<std::optional<Percentiles>> values{Percentiles{1, 2, 3}, std::nullopt,
                                                         Percentiles{4, 5, 6}};
    EXPECT_THAT(percentileLine(values, {1, 0, 3, 1}, &Percentiles::p95),
                ElementsAre(QPointF(0.5, 2), QPointF(2.5, 5)));
}

TEST(PercentilesOf, areWithinThreePercent) {
    LatencyHistogram histogram;
    EXPECT_EQ(percentilesOf(histogram), std::nullopt);
    histogram.add(fromMs(10), 90);
    histogram.add(fromMs(100), 10);
    EXPECT_NEAR(percentilesOf(histogram)->p50, 10, 0.3);
    EXPECT_NEAR(percentilesOf(histogram)->p99, 100, 3);
}

TEST(CellsOf, putRequestsOfAboutTheSameLatencyTogether) {
    LatencyHistogram histogram;
    EXPECT_THAT(cellsOf(histogram, 2), IsEmpty());
    histogram.add(fromMs(50), 3);
    histogram.add(fromMs(200));
    const std::vector<Cell> cells = cellsOf(histogram, 2);
    ASSERT_THAT(cells, SizeIs(2));
    EXPECT_NEAR(cells[0].ms(), 50, 2);
    EXPECT_LE(cells[0].fromMs, 50);
    EXPECT_GT(cells[0].toMs, 50);
    EXPECT_EQ(cells[0].count, 3u);
    EXPECT_NEAR(cells[1].ms(), 200, 8);
}

TEST(Nearest, isWithinReach) {
    const Points points{{1, 10}, {2, 20}, {4, 40}};
    EXPECT_EQ(nearest(points, 2.4, 1)->y(), 20);
    EXPECT_EQ(nearest(points, 3.2, 1)->y(), 40);
    EXPECT_EQ(nearest(points, 0, 1)->y(), 10);
    EXPECT_EQ(nearest(points, 9, 1), nullptr);
    EXPECT_EQ(nearest({}, 1, 1), nullptr);
}

TEST(LargestY, looksAtTheRangeOnly) {
    EXPECT_EQ(largestY({{1, 10}, {2, 99}, {3, 30}}, {2.5, 4}), 30);
    EXPECT_EQ(largestY({}, {0, 1}), 0);
}

TEST(BinMemo, makesAgainOnlyWhatChanged) {
    std::vector<SeriesBucket> buckets(4);
    buckets[0].itl.add(fromMs(1));
    buckets[2].itl.add(fromMs(2));
    BinMemo<std::uint64_t> memo;
    int made = 0;
    const auto make = [&made](const LatencyHistogram& histogram) {
        ++made;
        return histogram.total();
    };
    const auto update = [&](std::uint64_t source, const Bins& bins) {
        return memo.update(source, buckets, bins, &SeriesBucket::itl, make);
    };
    EXPECT_THAT(update(1, {2, 0, 2, 1}), ElementsAre(1, 1));
    EXPECT_EQ(made, 2);
    buckets[3].itl.add(fromMs(3));
    EXPECT_THAT(update(1, {2, 0, 2, 1}), ElementsAre(1, 2));
    EXPECT_EQ(made, 3);
    EXPECT_THAT(update(2, {2, 0, 2, 1}), ElementsAre(1, 2));
    EXPECT_EQ(made, 5);
    EXPECT_THAT(update(2, {4, 0, 1, 1}), ElementsAre(3));
}

}  // namespace
}  // namespace sagebench::ui
