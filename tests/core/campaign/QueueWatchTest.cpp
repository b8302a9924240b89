// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/QueueWatch.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

/// 100 requests a second of which `left` a second stay behind, seen 30 times a second; the first
/// 1,000 took `stay` seconds.
QueueWatch watched(double left, double seconds, double base = 10, double stay = 0.1) {
    QueueWatch watch;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        watch.ended(i, fromMs(stay * 1e3));
    }
    for (int i = 0; i < seconds * 30; ++i) {
        const double at = i / 30.0;
        watch.see(fromMs(at * 1e3), base + left * at + i % 3, 100 * at);
    }
    return watch;
}

TEST(QueueWatch, AQueueThatGrowsFastIsHopeless) {
    EXPECT_TRUE(watched(60, 12).hopeless());
}

TEST(QueueWatch, NotBeforeTenSeconds) {
    EXPECT_FALSE(watched(60, 9.9).hopeless());
}

TEST(QueueWatch, NotWhileLittleWaits) {
    EXPECT_FALSE(watched(20, 12).hopeless());
    EXPECT_TRUE(watched(20, 30).hopeless());
}

TEST(QueueWatch, AQueueThatStandsIsNot) {
    EXPECT_FALSE(watched(0, 60, 5000).hopeless());
    EXPECT_FALSE(watched(5, 200).hopeless());
}

TEST(QueueWatch, NotBeforeTheEngineHadTimeToFillUp) {
    EXPECT_FALSE(watched(60, 12, 10, 3.1).hopeless());
    EXPECT_TRUE(watched(60, 13, 10, 3.1).hopeless());
}

TEST(QueueWatch, NotBeforeTheFirstRequestsHaveEnded) {
    QueueWatch watch;
    for (int i = 0; i < 300; ++i) {
        watch.see(fromMs(i * 100), 5 + 3 * i / 10.0, 5 * i / 10.0);
    }
    EXPECT_FALSE(watch.hopeless());
    for (std::uint64_t i = 1; i < 10; ++i) {
        watch.ended(i, fromMs(500));
    }
    EXPECT_FALSE(watch.hopeless());
    watch.ended(0, fromMs(500));
    EXPECT_TRUE(watch.hopeless());
}

}  // namespace
}  // namespace sagebench
