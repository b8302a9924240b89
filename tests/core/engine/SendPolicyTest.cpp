// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/SendPolicy.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(SendPolicy, openLoopSendsAtItsOffsetWhateverIsInFlight) {
    const SendState state{Nanos(100), {}};
    EXPECT_EQ(nextSendTime(state, At{Nanos(25)}), Nanos(125));
}

TEST(SendPolicy, closedLoopSendsWhenTheOldestSlotBecameFree) {
    SendState state{Nanos(100), {Nanos(110), Nanos(120)}};
    EXPECT_EQ(nextSendTime(state, WhenSlotFree{}), Nanos(110));
    takeSlot(state, WhenSlotFree{});
    EXPECT_EQ(nextSendTime(state, WhenSlotFree{}), Nanos(120));
    takeSlot(state, WhenSlotFree{});
    EXPECT_EQ(nextSendTime(state, WhenSlotFree{}), std::nullopt);
}

TEST(SendPolicy, openLoopTakesNoSlot) {
    SendState state{Nanos(0), {Nanos(1)}};
    takeSlot(state, At{Nanos(0)});
    EXPECT_EQ(state.freeSlots.size(), 1u);
}

TEST(SendPolicy, slotsAreSharedOutEvenly) {
    EXPECT_EQ(slotsOfWorker(10, 3, 0), 4);
    EXPECT_EQ(slotsOfWorker(10, 3, 1), 3);
    EXPECT_EQ(slotsOfWorker(10, 3, 2), 3);
}

TEST(SendPolicy, oneWorkerForEach256InFlight) {
    EXPECT_EQ(workerCount(1, 8), 1);
    EXPECT_EQ(workerCount(256, 8), 1);
    EXPECT_EQ(workerCount(257, 8), 2);
    EXPECT_EQ(workerCount(100'000, 8), 8);
    EXPECT_EQ(workerCount(1000, 0), 1);
}

}  // namespace
}  // namespace sagebench
