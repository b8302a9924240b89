// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/SendPolicy.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(SendPolicy, openLoopSendsAtItsOffsetWhateverIsInFlight) {
    const SendState state{.zero = Nanos(100)};
    EXPECT_EQ(nextSendTime(state, At{Nanos(25)}), Nanos(125));
}

TEST(SendPolicy, closedLoopSendsWhenTheOldestSlotBecameFree) {
    SendState state{.zero = Nanos(100), .freeSlots = {Nanos(110), Nanos(120)}};
    EXPECT_EQ(nextSendTime(state, WhenSlotFree{}), Nanos(110));
    takeSlot(state, WhenSlotFree{});
    EXPECT_EQ(nextSendTime(state, WhenSlotFree{}), Nanos(120));
    takeSlot(state, WhenSlotFree{});
    EXPECT_EQ(nextSendTime(state, WhenSlotFree{}), std::nullopt);
}

TEST(SendPolicy, openLoopTakesNoSlot) {
    SendState state{.freeSlots = {Nanos(1)}};
    takeSlot(state, At{Nanos(0)});
    EXPECT_EQ(state.freeSlots.size(), 1u);
}

TEST(SendPolicy, aCapIsSharedOutEvenly) {
    EXPECT_EQ(shareOf(10, 3, 0), 4);
    EXPECT_EQ(shareOf(10, 3, 1), 3);
    EXPECT_EQ(shareOf(10, 3, 2), 3);
}

TEST(SendPolicy, aCapHoldsAnOpenLoopBackButNotItsTimes) {
    SendState state{.zero = Nanos(100), .inFlight = 2, .maxInFlight = 2};
    EXPECT_EQ(nextSendTime(state, At{Nanos(25)}), std::nullopt);
    state.inFlight = 1;
    EXPECT_EQ(nextSendTime(state, At{Nanos(25)}), Nanos(125));
}

TEST(SendPolicy, endsOfOthersDontExcuseALateSend) {
    SendState state{.inFlight = 2};
    requestEnded(state, Nanos(90));
    EXPECT_EQ(state.inFlight, 1);
    EXPECT_EQ(latenessOf(state, Nanos(10), Nanos(100)), Nanos(90));
    EXPECT_EQ(latenessOf(state, Nanos(100), Nanos(99)), Nanos(0));
}

TEST(SendPolicy, aCapExcusesALateSendUntilItLetsOut) {
    SendState state{.inFlight = 2, .maxInFlight = 2};
    requestEnded(state, Nanos(70));
    requestEnded(state, Nanos(90));
    EXPECT_EQ(latenessOf(state, Nanos(10), Nanos(100)), Nanos(30)) << "there was room at 70";
    EXPECT_EQ(latenessOf(state, Nanos(80), Nanos(100)), Nanos(20));
}

TEST(SendPolicy, slotsOpenAndGoAsPlannedFromZero) {
    const SlotPlan plan{{Nanos(0), Nanos(0), Nanos(50)}, {Nanos(80)}};
    SendState state = beginSending(plan, Nanos(1000), std::nullopt);
    EXPECT_EQ(state.freeSlots, (std::multiset<Nanos>{Nanos(1000), Nanos(1000), Nanos(1050)}));
    takeSlot(state, WhenSlotFree{});
    takeSlot(state, WhenSlotFree{});
    giveSlot(state, Nanos(1040));
    EXPECT_EQ(nextSendTime(state, WhenSlotFree{}), Nanos(1040));  // free before the third opens
    giveSlot(state, Nanos(1080));                                 // one was to go by then: this one
    EXPECT_EQ(state.freeSlots, (std::multiset<Nanos>{Nanos(1040), Nanos(1050)}));
    giveSlot(state, Nanos(1090));
    EXPECT_EQ(state.freeSlots.size(), 3u);
}

TEST(SendPolicy, whatIsDueOutsideTheWindowIsInNoFigure) {
    const LoadTimes times{Nanos(10), Nanos(30), Nanos(40), Nanos(50)};
    EXPECT_EQ(phaseAt(times, Nanos(9)), Phase::Warmup);
    EXPECT_EQ(phaseAt(times, Nanos(10)), Phase::Measured);
    EXPECT_EQ(phaseAt(times, Nanos(29)), Phase::Measured);
    EXPECT_EQ(phaseAt(times, Nanos(30)), Phase::Cooldown);
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
