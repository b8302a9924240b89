// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/Speculation.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

using Step = Speculation::Step;

TEST(Speculation, withoutItAStepIsOneToken) {
    EXPECT_EQ(Speculation(1, 0, 1).step(5, 10, 100), (Step{0, 0}));
    EXPECT_EQ(Speculation(1, 0, 1).step(5, 10, 100).tokens(), 1);
}

TEST(Speculation, keepsAllOrNothingAtTheEndsOfTheRange) {
    EXPECT_EQ(Speculation(1, 4, 1).step(5, 10, 100), (Step{4, 4}));
    EXPECT_EQ(Speculation(1, 4, 0).step(5, 10, 100), (Step{4, 0}));
}

TEST(Speculation, draftsNoMoreThanTheAnswerHasRoomFor) {
    EXPECT_EQ(Speculation(1, 4, 1).step(5, 97, 100), (Step{2, 2}));
    EXPECT_EQ(Speculation(1, 4, 1).step(5, 99, 100), (Step{0, 0}));
}

TEST(Speculation, whetherAPositionIsAcceptedDoesNotDependOnTheStep) {
    const Speculation speculation(9, 8, 0.6);
    const int accepted = speculation.step(5, 20, 1000).accepted;
    ASSERT_EQ(speculation.step(5, 20, 1000), (Step{8, accepted}));
    ASSERT_GT(accepted, 0) << "choose another seed: this one shows nothing";
    ASSERT_LT(accepted, 8) << "choose another seed: this one shows nothing";
    EXPECT_EQ(speculation.step(5, 21, 1000).accepted, accepted - 1);
    EXPECT_EQ(speculation.step(5, 20 + accepted, 1000).accepted, 0);
}

TEST(Speculation, acceptsTheShareItIsAskedFor) {
    const Speculation speculation(9, 1, 0.7);
    int accepted = 0;
    for (int i = 0; i < 10000; ++i) {
        accepted += speculation.step(static_cast<std::uint64_t>(i), 1, 100).accepted;
    }
    EXPECT_NEAR(accepted, 7000, 140);  // three standard deviations
}

}  // namespace
}  // namespace sagebench
