// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/KernelClock.h"

#include <gtest/gtest.h>

#include <vector>

namespace sagebench {
namespace {

TEST(KernelClock, takesTheOffsetFromTheReadingThatWasInterruptedLeast) {
    const std::vector<ClockReading> readings = {
        {Nanos(100), 9000, Nanos(900)},
        {Nanos(1000), 6010, Nanos(1020)},
        {Nanos(2000), 7500, Nanos(2400)},
    };
    EXPECT_EQ(offsetOf(readings), 5000);
}

TEST(KernelClock, keepsStampsBetweenTheOneBeforeAndNow) {
    EXPECT_EQ(clampStamp(Nanos(50), Nanos(100), Nanos(10)), Nanos(50));
    EXPECT_EQ(clampStamp(Nanos(150), Nanos(100), Nanos(10)), Nanos(100));
    EXPECT_EQ(clampStamp(Nanos(5), Nanos(100), Nanos(10)), Nanos(10));
}

TEST(KernelClock, bringsWallTimeToRunTime) {
    const SteadyClock clock;
    KernelClock kernel(clock);
    const Nanos before = clock.now();
    const auto wall =
        std::chrono::duration_cast<Nanos>(std::chrono::system_clock::now().time_since_epoch());
    const Nanos after = clock.now();
    const Nanos stamp = kernel.toRunTime(wall.count(), after, Nanos(0));
    const Nanos slack = std::chrono::milliseconds(1);
    EXPECT_GE(stamp, before - slack);
    EXPECT_LE(stamp, after);
}

}  // namespace
}  // namespace sagebench
