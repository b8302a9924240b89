// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/InFlight.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

using namespace std::chrono_literals;

TEST(InFlight, countsOverlaps) {
    // ----------          0..10
    //      ----------     5..15
    //        ------       7..13
    //                 --- 17..20
    const auto figures =
        inFlightOver({{0ms, 10ms}, {5ms, 15ms}, {7ms, 13ms}, {17ms, 20ms}}, {0ms, 20ms});
    EXPECT_EQ(figures->peak, 3u);
    EXPECT_DOUBLE_EQ(figures->mean, 29.0 / 20);
}

TEST(InFlight, oneAfterAnotherIsOne) {
    const auto figures = inFlightOver({{0ms, 10ms}, {10ms, 20ms}, {20ms, 30ms}}, {0ms, 30ms});
    EXPECT_EQ(figures->peak, 1u);
    EXPECT_DOUBLE_EQ(figures->mean, 1);
}

TEST(InFlight, shortRequestsInTheSameSecondAreNotInFlightTogether) {
    // Ten requests of 1 ms within 100 ms: buckets of a second would say 10.
    std::vector<TimeSpan> spans;
    for (int i = 0; i < 10; ++i) {
        spans.push_back({10ms * i, 10ms * i + 1ms});
    }
    const auto figures = inFlightOver(spans, {0ms, 100ms});
    EXPECT_EQ(figures->peak, 1u);
    EXPECT_DOUBLE_EQ(figures->mean, 0.1);
}

TEST(InFlight, doesNotDependOnTheOrder) {
    const auto figures =
        inFlightOver({{17ms, 20ms}, {7ms, 13ms}, {0ms, 10ms}, {5ms, 15ms}}, {0ms, 20ms});
    EXPECT_EQ(figures->peak, 3u);
}

TEST(InFlight, leavesOutWhatIsOutsideOfTheWindow) {
    const auto figures = inFlightOver({{0ms, 100ms}, {90ms, 120ms}, {0ms, 5ms}}, {10ms, 20ms});
    EXPECT_EQ(figures->peak, 1u);
    EXPECT_DOUBLE_EQ(figures->mean, 1);
}

TEST(InFlight, requestsWithoutDurationAreNone) {
    const auto figures = inFlightOver({{5ms, 5ms}, {5ms, 5ms}, {0ms, 10ms}}, {0ms, 10ms});
    EXPECT_EQ(figures->peak, 1u);
}

TEST(InFlight, anEmptyWindowHasNoFigure) {
    EXPECT_FALSE(inFlightOver({{0ms, 10ms}}, {5ms, 5ms}).has_value());
    EXPECT_EQ(inFlightOver({}, {0ms, 5ms})->peak, 0u);
}

}  // namespace
}  // namespace sagebench
