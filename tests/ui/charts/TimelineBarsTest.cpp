// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimelineBars.h"

#include <gmock/gmock.h>

#include "charts/TimelinePainter.h"

namespace sagebench::ui {
namespace {

using testing::ElementsAre;

RequestRow row(std::uint64_t index, double sentMs, double endMs, int workload = 0) {
    RequestRow made;
    made.workload = workload;
    made.brief.index = index;
    made.brief.scheduled = made.brief.sent = fromMs(sentMs);
    made.brief.finished = fromMs(endMs);
    return made;
}

std::vector<std::uint64_t> order(const TimelineBars& bars) {
    std::vector<std::uint64_t> indices;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        indices.push_back(bars.at(i).index);
    }
    return indices;
}

TEST(BarOf, putsStampsInOrder) {
    RequestBrief brief;
    brief.scheduled = fromMs(5);
    brief.sent = fromMs(8);
    brief.firstToken = fromMs(20);
    brief.finished = fromMs(50);
    const auto bar = barOf(brief, 3);
    EXPECT_EQ(bar->due, fromMs(5));
    EXPECT_EQ(bar->sent, fromMs(8));
    EXPECT_EQ(bar->first, fromMs(20));
    EXPECT_EQ(bar->end, fromMs(50));
    EXPECT_EQ(bar->row, 3);
}

TEST(BarOf, withoutAFirstTokenOnlyWaits) {
    RequestBrief brief;
    brief.sent = fromMs(8);
    brief.finished = fromMs(50);
    EXPECT_EQ(barOf(brief, 0)->first, fromMs(50));
    EXPECT_EQ(barOf(brief, 0)->due, fromMs(8));
}

TEST(BarOf, neverSentStandsWhereItEnded) {
    RequestBrief brief;
    brief.scheduled = fromMs(5);
    brief.finished = fromMs(30);
    EXPECT_EQ(barOf(brief, 0)->sent, fromMs(30));
    EXPECT_EQ(barOf(RequestBrief(), 0), std::nullopt);
}

TEST(TimelineBars, areOrderedBySentWhateverEndsFirst) {
    TimelineBars bars;
    bars.append(std::vector{row(1, 10, 20), row(0, 0, 40)}, 0, 0);
    bars.append(std::vector{row(3, 30, 35), row(2, 5, 50), row(9, 1, 2, 1)}, 2, 0);
    EXPECT_THAT(order(bars), ElementsAre(0, 2, 1, 3));
    EXPECT_EQ(bars.at(1).row, 3);
    EXPECT_EQ(bars.begin(), fromMs(0));
    EXPECT_EQ(bars.end(), fromMs(50));
}

TEST(TimelineBars, withinARangeAreThoseThatReachIntoIt) {
    TimelineBars bars;
    bars.append(
        std::vector{row(0, 0, 10), row(1, 5, 40), row(2, 12, 15), row(3, 20, 30), row(4, 50, 60)},
        0, 0);
    EXPECT_EQ(bars.within(fromMs(20), fromMs(45)), (TimelineBars::Part{1, 3}));
    EXPECT_EQ(bars.within(fromMs(0), fromMs(60)), (TimelineBars::Part{0, 5}));
    EXPECT_EQ(bars.within(fromMs(61), fromMs(90)).count, 0u);
    EXPECT_EQ(bars.longest({0, 5}), 1u);
    EXPECT_EQ(bars.longest({2, 2}), 3u);
}

TEST(TimelineBars, findARequest) {
    TimelineBars bars;
    RequestRow warm = row(0, 0, 10);
    warm.brief.phase = Phase::Warmup;
    bars.append(std::vector{row(0, 0, 10), warm, row(1, 5, 40)}, 0, 0);
    EXPECT_EQ(bars.at(bars.find(warm.brief)).phase, Phase::Warmup);
    EXPECT_EQ(bars.at(bars.find(row(1, 5, 40).brief)).index, 1u);
    EXPECT_EQ(bars.find(row(7, 5, 40).brief), bars.size());
}

TEST(TimelineLayout, thinRowsShareAPixel) {
    TimelineLayout layout{{QRectF(0, 10, 100, 50), {0, 1}}, {}, {0, 200}, 0.25, 0};
    EXPECT_EQ(layout.partAt(10), (TimelineBars::Part{0, 4}));
    EXPECT_EQ(layout.partAt(12.5), (TimelineBars::Part{8, 4}));
    EXPECT_EQ(layout.partAt(9).count, 0u);
}

TEST(TimelineLayout, highRowsScroll) {
    TimelineLayout layout{{QRectF(0, 10, 100, 50), {0, 1}}, {}, {5, 20}, 10, 25};
    EXPECT_EQ(layout.partAt(10), (TimelineBars::Part{7, 1}));
    EXPECT_EQ(layout.partAt(16), (TimelineBars::Part{8, 1}));
    EXPECT_DOUBLE_EQ(layout.top(8), 15);
}

}  // namespace
}  // namespace sagebench::ui
