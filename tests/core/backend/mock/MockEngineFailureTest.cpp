// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "Simulation.h"

namespace sagebench {
namespace {

using test::promptOf;
using test::Simulation;
using testing::ElementsAre;

TEST(MockEngineFailure, aRefusedRequestFailsAsItArrives) {
    Simulation sim;
    sim.arrive(0, 4, promptOf(1, 100), 10, InjectedFailure{FailKind::Refused, 0});
    sim.run();
    EXPECT_EQ(sim[0].failure, FailKind::Refused);
    EXPECT_EQ(sim[0].endMs, 4);
    EXPECT_TRUE(sim[0].chunksMs.empty());
    EXPECT_EQ(sim.engine.figures().kvUsedTokens, 0);
}

TEST(MockEngineFailure, aResetComesInPlaceOfTheNextToken) {
    Simulation sim;
    sim.arrive(0, 0, promptOf(1, 100), 10, InjectedFailure{FailKind::Reset, 3});
    sim.run();
    EXPECT_THAT(sim[0].chunksMs, ElementsAre(12, 17, 22));
    EXPECT_EQ(sim[0].failure, FailKind::Reset);
    EXPECT_EQ(sim[0].endMs, 27);
}

TEST(MockEngineFailure, evenAnAnswerOfOneTokenCanLackItsEnd) {
    Simulation sim;
    sim.arrive(0, 0, promptOf(1, 100), 1, InjectedFailure{FailKind::Malformed, 1});
    sim.run();
    EXPECT_THAT(sim[0].chunksMs, ElementsAre(12));
    EXPECT_EQ(sim[0].failure, FailKind::Malformed);
    EXPECT_EQ(sim[0].endMs, 17);
}

TEST(MockEngineFailure, aStalledRequestKeepsItsSlotUntilItIsCancelled) {
    Simulation sim({{"slots", "1"}});
    const auto stalled =
        sim.arrive(0, 0, promptOf(1, 100), 10, InjectedFailure{FailKind::Stall, 2});
    sim.arrive(1, 0, promptOf(2, 100), 1);
    sim.run();
    EXPECT_EQ(sim.engine.nextEventAt(), kNever);
    EXPECT_THAT(sim[0].chunksMs, ElementsAre(12, 17));
    EXPECT_EQ(sim[0].endMs, -1);
    EXPECT_EQ(sim.engine.cancel(stalled, fromMs(600)), (MockProgress{0, 2}));
    sim.run();
    EXPECT_EQ(sim[1].endMs, 612);
}

TEST(MockEngineFailure, theFailuresSlotIsFreeAtOnce) {
    Simulation sim({{"slots", "1"}});
    sim.arrive(0, 0, promptOf(1, 100), 10, InjectedFailure{FailKind::Reset, 1});
    sim.arrive(1, 0, promptOf(2, 100), 1);
    sim.run();
    EXPECT_EQ(sim[0].endMs, 17);
    EXPECT_EQ(sim[1].endMs, 29);
}

}  // namespace
}  // namespace sagebench
