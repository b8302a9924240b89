// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/Jitter.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(Jitter, leavesTimesAloneWhereItIsZero) {
    EXPECT_EQ(Jitter(7, 0).apply(Nanos(123456789), 1, 2), Nanos(123456789));
}

TEST(Jitter, isUniformAroundTheTime) {
    const Jitter jitter(7, 0.2);
    Nanos least = kNever, most{0}, sum{0};
    for (std::uint64_t token = 0; token < 10000; ++token) {
        const Nanos t = jitter.apply(Nanos(1000000), 3, token);
        least = std::min(least, t);
        most = std::max(most, t);
        sum += t;
    }
    EXPECT_GE(least, Nanos(800000));
    EXPECT_LT(least, Nanos(801000));
    EXPECT_LE(most, Nanos(1200000));
    EXPECT_GT(most, Nanos(1199000));
    EXPECT_NEAR(static_cast<double>(sum.count()) / 10000, 1e6, 5e3);
}

TEST(Jitter, dependsOnSeedRequestAndToken) {
    const Nanos t(1000000);
    EXPECT_EQ(Jitter(7, 0.5).apply(t, 1, 2), Jitter(7, 0.5).apply(t, 1, 2));
    EXPECT_NE(Jitter(7, 0.5).apply(t, 1, 2), Jitter(8, 0.5).apply(t, 1, 2));
    EXPECT_NE(Jitter(7, 0.5).apply(t, 1, 2), Jitter(7, 0.5).apply(t, 2, 1));
    EXPECT_NE(Jitter(7, 0.5).apply(t, 1, 2), Jitter(7, 0.5).apply(t, 1, 3));
}

}  // namespace
}  // namespace sagebench
