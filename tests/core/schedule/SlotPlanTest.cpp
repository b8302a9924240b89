// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/SlotPlan.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

using std::chrono::seconds;
using Times = std::vector<Nanos>;

TEST(SlotPlan, withoutARampAllOpenAtZero) {
    EXPECT_EQ(planSlots({}, 2), (SlotPlan{{Nanos(0), Nanos(0)}, {}}));
}

TEST(SlotPlan, aLinearRampOpensOneAfterAnother) {
    const SlotPlan plan = planSlots(*parseRamp("linear:1-4:30s"), 1);
    EXPECT_EQ(plan.opens, (Times{Nanos(0), seconds(10), seconds(20), seconds(30)}));
    EXPECT_EQ(plan.closes, Times{});
    EXPECT_EQ(plan.most(), 4);
}

TEST(SlotPlan, aFallingRampSaysWhenSlotsGo) {
    const SlotPlan plan = planSlots(*parseRamp("linear:3-1:20s"), 1);
    EXPECT_EQ(plan.opens, Times(3, Nanos(0)));
    EXPECT_EQ(plan.closes, (Times{seconds(10), seconds(20)}));
    EXPECT_EQ(plan.most(), 3);
}

TEST(SlotPlan, anExponentialRampDoublesInEqualTimes) {
    const SlotPlan plan = planSlots(*parseRamp("exponential:1-4:20s"), 1);
    EXPECT_EQ(plan.opens[1], Nanos(seconds(10)));  // two
    EXPECT_EQ(plan.opens[3], Nanos(seconds(20)));  // four
}

TEST(SlotPlan, stepsGoUpAndDown) {
    const SlotPlan plan = planSlots(*parseRamp("steps:2,3,1:10s"), 1);
    EXPECT_EQ(plan.opens, (Times{Nanos(0), Nanos(0), seconds(10)}));
    EXPECT_EQ(plan.closes, (Times{seconds(20), seconds(20)}));
    EXPECT_EQ(plan.most(), 3);
}

TEST(SlotPlan, isSharedOutOverWorkers) {
    const SlotPlan plan{{Nanos(0), Nanos(1), Nanos(2)}, {Nanos(5)}};
    EXPECT_EQ(shareOf(plan, 0, 2), (SlotPlan{{Nanos(0), Nanos(2)}, {Nanos(5)}}));
    EXPECT_EQ(shareOf(plan, 1, 2), (SlotPlan{{Nanos(1)}, {}}));
}

}  // namespace
}  // namespace sagebench
