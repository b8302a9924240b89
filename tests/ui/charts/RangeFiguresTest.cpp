// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/RangeFigures.h"

#include <gmock/gmock.h>

namespace sagebench::ui {
namespace {

/// Four slices of half a second: one request ok in each, tokens 10, 20, 30, 40.
std::vector<SeriesBucket> buckets() {
    std::vector<SeriesBucket> made(4);
    for (std::size_t i = 0; i < made.size(); ++i) {
        made[i].ok = 1;
        made[i].outputTokens = 10.0 * static_cast<double>(i + 1);
        made[i].ttft.add(fromMs(100.0 * static_cast<double>(i + 1)));
        made[i].itl.add(fromMs(10), 10);
    }
    made[2].failed = 2;
    made[3].cancelled = 3;
    return made;
}

RangeFigures unknownIn(TimeRange range) {
    RangeFigures figures;
    figures.counted = range;
    return figures;
}

TEST(RangeFigures, countTheSlicesOfTheRange) {
    const RangeFigures figures = rangeFigures(buckets(), 0.5, 2, {0.5, 1.5});
    EXPECT_EQ(figures.counted, (TimeRange{0.5, 1.5}));
    EXPECT_EQ(figures.ok, 2u);
    EXPECT_EQ(figures.failed, 2u);
    EXPECT_EQ(figures.cancelled, 0u);
    EXPECT_DOUBLE_EQ(*figures.outputTokensPerSecond, 50);
    EXPECT_DOUBLE_EQ(*figures.requestsPerSecond, 2);
    EXPECT_NEAR(*figures.ttftP50Ms, 200, 6);
    EXPECT_NEAR(*figures.ttftP99Ms, 300, 9);
    EXPECT_NEAR(*figures.itlP50Ms, 10, 0.3);
}

TEST(RangeFigures, moveToTheNearestEdges) {
    EXPECT_EQ(rangeFigures(buckets(), 0.5, 2, {0.6, 1.2}).counted, (TimeRange{0.5, 1}));
    EXPECT_EQ(rangeFigures(buckets(), 0.5, 2, {1.6, 1.7}).counted, (TimeRange{1.5, 2}));
}

TEST(RangeFigures, endWhereTheRunEnds) {
    const RangeFigures figures = rangeFigures(buckets(), 0.5, 1.75, {1.5, 9});
    EXPECT_EQ(figures.counted, (TimeRange{1.5, 1.75}));
    EXPECT_DOUBLE_EQ(*figures.outputTokensPerSecond, 160);
}

TEST(RangeFigures, ofNothingAreUnknown) {
    EXPECT_EQ(rangeFigures({}, 0.5, 0, {0, 1}), unknownIn({0, 1}));
    EXPECT_EQ(rangeFigures(buckets(), 0.5, 2, {3, 4}), unknownIn({3, 4}));
    EXPECT_EQ(rangeFigures(buckets(), 0.5, 2, {-3, -1}), unknownIn({-3, -1}));
    const std::vector<SeriesBucket> idle(2);
    const RangeFigures figures = rangeFigures(idle, 1, 2, {0, 2});
    EXPECT_EQ(figures.ttftP50Ms, std::nullopt);
    EXPECT_EQ(figures.outputTokensPerSecond, 0);
}

}  // namespace
}  // namespace sagebench::ui
