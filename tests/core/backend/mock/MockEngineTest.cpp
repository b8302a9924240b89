// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "Simulation.h"

namespace sagebench {
namespace {

using test::promptOf;
using test::Simulation;
using testing::ElementsAre;

TEST(MockEngine, serviceTimeIsTtftAndPrefillThenOneStepForEachFurtherToken) {
    Simulation sim;
    sim.arrive(0, 0, promptOf(1, 128), 128);
    sim.run();
    EXPECT_EQ(sim[0].chunksMs.front(), 12.56);  // 10 + 128 × 0.02
    EXPECT_EQ(sim[0].chunksMs.size(), 128u);
    EXPECT_EQ(sim[0].endMs, 647.56);  // + 127 × 5
}

TEST(MockEngine, anAnswerOfOneTokenEndsWithItsFirst) {
    Simulation sim;
    sim.arrive(0, 3, promptOf(1, 50), 1);
    sim.run();
    EXPECT_THAT(sim[0].chunksMs, ElementsAre(14));
    EXPECT_EQ(sim[0].endMs, 14);
}

TEST(MockEngine, slotsDontSlowEachOther) {
    Simulation sim;
    for (std::uint64_t i = 0; i < 8; ++i) {
        sim.arrive(i, 0, promptOf(static_cast<int>(i), 100), 3);
    }
    sim.run();
    for (std::uint64_t i = 0; i < 8; ++i) {
        EXPECT_THAT(sim[i].chunksMs, ElementsAre(12, 17, 22)) << i;
    }
}

TEST(MockEngine, whoFindsNoSlotWaitsForTheFirstThatIsFreed) {
    Simulation sim({{"slots", "2"}});
    sim.arrive(0, 0, promptOf(0, 100), 2);
    sim.arrive(1, 0, promptOf(1, 100), 4);
    sim.arrive(2, 1, promptOf(2, 100), 2);
    sim.arrive(3, 2, promptOf(3, 100), 2);
    sim.run();
    EXPECT_THAT(sim[0].chunksMs, ElementsAre(12, 17));
    EXPECT_THAT(sim[1].chunksMs, ElementsAre(12, 17, 22, 27));
    EXPECT_THAT(sim[2].chunksMs, ElementsAre(29, 34));  // from 17
    EXPECT_THAT(sim[3].chunksMs, ElementsAre(39, 44));  // from 27
}

TEST(MockEngine, requestsOfOneTimeComeInOrderOfIndex) {
    Simulation sim({{"slots", "1"}});
    for (std::uint64_t index : {5u, 3u, 4u}) {
        sim.arrive(index, 0, promptOf(static_cast<int>(index), 50), 1);
    }
    sim.run();
    EXPECT_EQ(sim[3].endMs, 11);
    EXPECT_EQ(sim[4].endMs, 22);
    EXPECT_EQ(sim[5].endMs, 33);
}

TEST(MockEngine, eventsOfOneTimeComeInOrderOfIndex) {
    MockEngine engine(test::mockOptions(), 1);
    const auto prompt = promptOf(1, 50);
    const auto second = engine.arrive({7, 7, prompt, 2, {}}, Nanos(0));
    const auto first = engine.arrive({6, 6, prompt, 2, {}}, Nanos(0));
    engine.step();
    engine.step();  // both have arrived
    EXPECT_EQ(engine.step().request, first);
    EXPECT_EQ(engine.step().request, second);
}

TEST(MockEngine, anArrivalAtTheTimeOfAFinishFindsTheSlotFree) {
    Simulation sim({{"slots", "1"}});
    sim.arrive(0, 0, promptOf(0, 50), 1);
    sim.arrive(1, 11, promptOf(1, 50), 1);
    sim.run();
    EXPECT_EQ(sim[0].endMs, 11);
    EXPECT_EQ(sim[1].endMs, 22);
}

TEST(MockEngine, whoIsHandedOverTooLateComesNowAndIsCounted) {
    Simulation sim;
    sim.arrive(0, 0, promptOf(0, 100), 2);
    sim.run();  // up to 17
    EXPECT_EQ(sim.engine.figures().lateArrivals, 0);
    sim.arrive(1, 4, promptOf(1, 100), 1);
    sim.arrive(2, 17, promptOf(2, 100), 1);  // in time: nothing later has happened
    sim.run();
    EXPECT_EQ(sim[1].endMs, 29);
    EXPECT_EQ(sim[2].endMs, 29);
    EXPECT_EQ(sim.engine.figures().lateArrivals, 1);
}

TEST(MockEngine, hasNothingToDoWhenAllHaveEnded) {
    Simulation sim;
    EXPECT_EQ(sim.engine.nextEventAt(), kNever);
    sim.arrive(0, 2, promptOf(0, 1), 1);
    EXPECT_EQ(sim.engine.nextEventAt(), fromMs(2));
    sim.run();
    EXPECT_EQ(sim.engine.nextEventAt(), kNever);
}

TEST(MockEngine, jitterIsOfTheRequestAndNotOfTheOrder) {
    Simulation alone({{"jitter", "0.5"}}, 42);
    alone.arrive(1, 0, promptOf(1, 100), 5);
    alone.run();
    Simulation crowded({{"jitter", "0.5"}}, 42);
    for (std::uint64_t index : {4u, 1u, 2u, 0u}) {
        crowded.arrive(index, 0, promptOf(static_cast<int>(index), 100), 5);
    }
    crowded.run();
    EXPECT_EQ(alone[1].chunksMs, crowded[1].chunksMs);
    EXPECT_NE(crowded[1].chunksMs, crowded[2].chunksMs);
    EXPECT_NE(alone[1].chunksMs.front(), 12);
}

TEST(MockEngine, acceptedDraftsComeInOneChunkWithTheStepsOwnToken) {
    Simulation sim({{"spec_tokens", "3"}, {"spec_accept", "1"}});
    sim.arrive(0, 0, promptOf(0, 100), 11);
    sim.run();
    EXPECT_THAT(sim[0].chunkTokens, ElementsAre(1, 4, 4, 2));
    EXPECT_THAT(sim[0].chunksMs, ElementsAre(12, 17, 22, 27));
    EXPECT_EQ(sim.engine.figures().specAcceptRate, 1.0);
}

TEST(MockEngine, acceptanceRateIsAcceptedOverDrafted) {
    Simulation none({{"spec_tokens", "0"}});
    none.arrive(0, 0, promptOf(0, 100), 11);
    none.run();
    EXPECT_EQ(none.engine.figures().specAcceptRate, std::nullopt);
    Simulation never({{"spec_tokens", "4"}, {"spec_accept", "0"}});
    never.arrive(0, 0, promptOf(0, 100), 11);
    never.run();
    EXPECT_EQ(never.engine.figures().specAcceptRate, 0.0);
    EXPECT_EQ(never[0].chunkTokens, std::vector<int>(11, 1));
}

TEST(MockEngine, cancelFreesTheSlotForWhoWaits) {
    Simulation sim({{"slots", "1"}});
    const auto running = sim.arrive(0, 0, promptOf(0, 100), 100);
    const auto waiting = sim.arrive(1, 0, promptOf(1, 100), 1);
    sim.arrive(2, 0, promptOf(2, 100), 1);
    sim.run(20);  // two tokens, at 12 and 17
    EXPECT_EQ(sim.engine.cancel(waiting, fromMs(20)), (MockProgress{std::nullopt, 0}));
    EXPECT_EQ(sim.engine.cancel(running, fromMs(21)), (MockProgress{0, 2}));
    sim.run();
    EXPECT_EQ(sim[0].chunksMs.size(), 2u);
    EXPECT_TRUE(sim[1].chunksMs.empty());
    EXPECT_EQ(sim[2].endMs, 33);  // 21 + 12
    EXPECT_EQ(sim.engine.cache().usedTokens(), 0);
}

TEST(MockEngine, cancelNeverJumpsOverWhatIsStillToHappen) {
    Simulation sim;
    const auto a = sim.arrive(0, 0, promptOf(0, 100), 100);
    sim.arrive(1, 0, promptOf(1, 100), 1);
    sim.run(11);
    sim.engine.cancel(a, fromMs(500));
    EXPECT_EQ(sim.engine.now(), fromMs(12));
    sim.run();
    EXPECT_EQ(sim[1].endMs, 12);
}

TEST(MockEngine, aHandleOfACancelledRequestIsUsedAgainWithoutItsEvents) {
    Simulation sim;
    const auto a = sim.arrive(0, 0, promptOf(0, 100), 100);
    sim.run(1);
    sim.engine.cancel(a, fromMs(1));
    const auto b = sim.arrive(1, 1, promptOf(1, 100), 1);
    EXPECT_EQ(a, b);
    sim.run();
    EXPECT_THAT(sim[1].chunksMs, ElementsAre(13));
}

}  // namespace
}  // namespace sagebench
