// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/TimeRange.h"

#include <gmock/gmock.h>

#include <ostream>

namespace sagebench::ui {

void PrintTo(const TimeRange& range, std::ostream* out) {
    *out << range.from << ".." << range.to;
}

namespace {

TEST(TimeRange, zoomKeepsTheAnchorWhereItIs) {
    EXPECT_EQ(zoomed({0, 10}, 0.5, 2), (TimeRange{1, 6}));
    EXPECT_EQ(zoomed({1, 6}, 2, 2), (TimeRange{0, 10}));
}

TEST(TimeRange, panMovesByAPartOfTheSpan) {
    EXPECT_EQ(panned({2, 6}, 0.25), (TimeRange{3, 7}));
    EXPECT_EQ(panned({2, 6}, -0.25), (TimeRange{1, 5}));
}

TEST(TimeRange, isMovedIntoTheLimitsBeforeItIsCut) {
    EXPECT_EQ(within({-1, 3}, {0, 10}, 0.1), (TimeRange{0, 4}));
    EXPECT_EQ(within({8, 12}, {0, 10}, 0.1), (TimeRange{6, 10}));
    EXPECT_EQ(within({-5, 20}, {0, 10}, 0.1), (TimeRange{0, 10}));
    EXPECT_EQ(within({5, 5}, {0, 10}, 0.5), (TimeRange{4.75, 5.25}));
}

TEST(TimeRange, isOrdered) {
    EXPECT_EQ(ordered(3, 1), (TimeRange{1, 3}));
}

TEST(TimePlot, goesFromPixelsToSecondsAndBack) {
    const TimePlot plot{QRectF(50, 10, 200, 80), {10, 20}};
    EXPECT_DOUBLE_EQ(plot.secondsAt(50), 10);
    EXPECT_DOUBLE_EQ(plot.secondsAt(150), 15);
    EXPECT_DOUBLE_EQ(plot.xAt(12.5), 100);
}

}  // namespace
}  // namespace sagebench::ui
