// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/QueueWatch.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

/// 100 requests a second of which `left` a second stay behind, seen 30 times a second.
QueueWatch watched(double left, double seconds, double base = 10) {
    QueueWatch watch;
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

}  // namespace
}  // namespace sagebench
