// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/FailurePlan.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(FailurePlan, nobodyFailsAtZeroAndEverybodyAtOne) {
    for (std::uint64_t request = 0; request < 1000; ++request) {
        EXPECT_FALSE(FailurePlan(1, 0, FailKind::Reset).of(request, 10));
        EXPECT_TRUE(FailurePlan(1, 1, FailKind::Reset).of(request, 10));
    }
}

TEST(FailurePlan, theRateIsTheShareThatFails) {
    const FailurePlan plan(1, 0.1, FailKind::Stall);
    int failing = 0;
    for (std::uint64_t request = 0; request < 10000; ++request) {
        failing += plan.of(request, 10).has_value();
        EXPECT_EQ(plan.of(request, 10), plan.of(request, 10));
    }
    EXPECT_NEAR(failing, 1000, 90);  // three standard deviations
}

TEST(FailurePlan, theMiddleOfAnAnswerHasTokensOnBothSides) {
    const FailurePlan plan(1, 1, FailKind::Reset);
    int least = 10, most = 0;
    for (std::uint64_t request = 0; request < 1000; ++request) {
        least = std::min(least, plan.of(request, 5)->afterTokens);
        most = std::max(most, plan.of(request, 5)->afterTokens);
    }
    EXPECT_EQ(least, 1);
    EXPECT_EQ(most, 4);
    EXPECT_EQ(plan.of(3, 1), (InjectedFailure{FailKind::Reset, 1}));
}

TEST(FailurePlan, refusedIsBeforeAnyTokenAndMalformedAfterTheFirst) {
    EXPECT_EQ(FailurePlan(1, 1, FailKind::Refused).of(3, 10),
              (InjectedFailure{FailKind::Refused, 0}));
    EXPECT_EQ(FailurePlan(1, 1, FailKind::Malformed).of(3, 10),
              (InjectedFailure{FailKind::Malformed, 1}));
}

TEST(FailurePlan, everyKindHasItsCategory) {
    EXPECT_EQ(categoryOf(FailKind::Refused), ErrorCategory::Connect);
    EXPECT_EQ(categoryOf(FailKind::Reset), ErrorCategory::Truncated);
    EXPECT_EQ(categoryOf(FailKind::Malformed), ErrorCategory::Protocol);
    EXPECT_EQ(categoryOf(FailKind::TooLarge), ErrorCategory::Engine);
}

}  // namespace
}  // namespace sagebench
