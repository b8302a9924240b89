// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ReusePolicy.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

constexpr Nanos kYoung = std::chrono::microseconds(100);
constexpr Nanos kOld = ReusePolicy::kProbation;
constexpr Nanos kVeryOld = std::chrono::seconds(5);

TEST(ReusePolicy, leavesAConnectionAloneThatHasJustAnswered) {
    const ReusePolicy policy;
    EXPECT_TRUE(policy.mayReuse(0, Nanos(0))) << "a fresh connection";
    EXPECT_FALSE(policy.mayReuse(1, kYoung));
    EXPECT_TRUE(policy.mayReuse(1, kOld));
    EXPECT_TRUE(policy.worthKeeping());
}

TEST(ReusePolicy, trustsAServerThatKeptAConnection) {
    ReusePolicy policy;
    policy.reused();
    EXPECT_TRUE(policy.mayReuse(2, kYoung));
    policy.lost(3, kYoung);
    EXPECT_TRUE(policy.worthKeeping()) << "one of many, after its hundredth request";
}

TEST(ReusePolicy, learnsThatAServerClosesAfterAnAnswer) {
    ReusePolicy policy;
    policy.lost(1, kYoung);
    EXPECT_FALSE(policy.worthKeeping());
    EXPECT_FALSE(policy.mayReuse(1, kOld));
    EXPECT_TRUE(policy.mayReuse(0, kOld)) << "a fresh connection";
}

TEST(ReusePolicy, doesNotMindConnectionsThatWereIdleForLong) {
    ReusePolicy policy;
    policy.lost(1, kVeryOld);
    policy.lost(0, kYoung);
    EXPECT_TRUE(policy.worthKeeping());
}

}  // namespace
}  // namespace sagebench
