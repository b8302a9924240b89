// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "Simulation.h"

namespace sagebench {
namespace {

using test::promptOf;
using test::Simulation;
using testing::ElementsAre;

TEST(MockEngineCache, aPromptSeenBeforeCostsNoPrefillInItsFullBlocks) {
    Simulation sim;
    sim.arrive(0, 0, promptOf(1, 40), 1);
    sim.arrive(1, 100, promptOf(1, 40), 1);
    sim.arrive(2, 200, promptOf(2, 40), 1);
    sim.run();
    EXPECT_EQ(sim[0].endMs, 10.8);
    EXPECT_EQ(sim[0].cachedTokens, 0);
    EXPECT_EQ(sim[1].endMs, 110.16);  // two blocks of 16 are there, 8 tokens are not
    EXPECT_EQ(sim[1].cachedTokens, 32);
    EXPECT_EQ(sim[2].endMs, 210.8);
    EXPECT_EQ(sim.engine.figures().prefixHitRate, 32.0 / 120);
}

TEST(MockEngineCache, aSharedStartIsAHitAsFarAsItGoes) {
    auto longer = promptOf(1, 32);
    longer.resize(64, 7);
    Simulation sim;
    sim.arrive(0, 0, promptOf(1, 64), 1);
    sim.arrive(1, 100, longer, 1);
    sim.run();
    EXPECT_EQ(sim[1].cachedTokens, 32);
}

TEST(MockEngineCache, blocksCanBeSharedOnceTheirPrefillIsDone) {
    Simulation sim;
    sim.arrive(0, 0, promptOf(1, 32), 100);
    sim.arrive(1, 5, promptOf(1, 32), 1);      // the first is still in its prefill
    sim.arrive(2, 10.64, promptOf(1, 32), 1);  // it has just ended it
    sim.arrive(3, 20, promptOf(1, 32), 1);     // the first is still running
    sim.run();
    EXPECT_EQ(sim[1].cachedTokens, 0);
    EXPECT_EQ(sim[2].cachedTokens, 32);
    EXPECT_EQ(sim[3].cachedTokens, 32);
}

TEST(MockEngineCache, withoutPrefixCacheNothingIsKept) {
    Simulation sim({{"prefix_cache", "false"}});
    sim.arrive(0, 0, promptOf(1, 32), 1);
    sim.arrive(1, 100, promptOf(1, 32), 1);
    sim.run();
    EXPECT_EQ(sim[1].cachedTokens, std::nullopt);
    EXPECT_EQ(sim.engine.figures().prefixHitRate, std::nullopt);
    EXPECT_EQ(sim.engine.figures().evictCount, 0);
}

TEST(MockEngineCache, evictionsDelayThePrefillOfWhomTheyMakeRoomFor) {
    Simulation sim({{"kv_tokens", "64"}, {"evict_us_per_block", "500"}});
    sim.arrive(0, 0, promptOf(1, 47), 1);    // three of the four blocks stay cached
    sim.arrive(1, 100, promptOf(2, 31), 1);  // needs two: the empty one, and one more
    sim.run();
    EXPECT_EQ(sim[1].endMs, 111.12);  // 100 + 10 + 31 × 0.02 + 0.5
    EXPECT_EQ(sim.engine.figures().evictCount, 1);
    EXPECT_EQ(sim.engine.figures().evictUnit, "blocks");
    EXPECT_EQ(sim.engine.figures().evictMs, 0.5);
}

TEST(MockEngineCache, whoFindsNoBlocksWaitsForThemInTheQueueAndOthersBehindIt) {
    Simulation sim({{"kv_tokens", "64"}});
    sim.arrive(0, 0, promptOf(1, 46), 2);
    sim.arrive(1, 0, promptOf(2, 30), 2);  // two blocks, one is left
    sim.arrive(2, 0, promptOf(3, 15), 1);  // would fit, but is not first
    sim.run();
    EXPECT_EQ(sim[0].endMs, 15.92);
    EXPECT_EQ(sim[1].endMs, 31.525);  // 15.92 + 10 + 0.6 + 5, one block evicted for it
    EXPECT_EQ(sim[2].endMs, 26.225);  // 15.92 + 10 + 0.3, one block evicted for it
}

TEST(MockEngineCache, whatCanNeverFitFailsAtOnce) {
    Simulation sim({{"kv_tokens", "64"}});
    sim.arrive(0, 1, promptOf(1, 60), 5);
    sim.arrive(1, 1, promptOf(2, 60), 4);
    sim.run();
    EXPECT_EQ(sim[0].failure, FailKind::TooLarge);
    EXPECT_EQ(sim[0].endMs, 1);
    EXPECT_EQ(sim[1].failure, std::nullopt);
}

TEST(MockEngineCache, countsThePeakOfWhatRunningRequestsHold) {
    Simulation sim;
    sim.arrive(0, 0, promptOf(1, 100), 50);
    sim.arrive(1, 0, promptOf(2, 100), 51);
    sim.arrive(2, 5000, promptOf(3, 10), 10);
    sim.run();
    EXPECT_EQ(sim.engine.figures().kvUsedTokens, 301);
    EXPECT_EQ(sim.engine.figures().kvUsedBytes, 301 * 131072.0);
    EXPECT_EQ(sim.engine.cache().usedTokens(), 0);
}

TEST(MockEngineCache, aNewWindowCountsFromZeroAndKeepsTheBlocks) {
    Simulation sim;
    sim.arrive(0, 0, promptOf(1, 64), 10);
    sim.run();
    sim.engine.beginWindow();
    EXPECT_EQ(sim.engine.figures().kvUsedTokens, 0);
    EXPECT_EQ(sim.engine.figures().prefixHitRate, std::nullopt);
    sim.arrive(1, 1000, promptOf(1, 64), 1);
    sim.run();
    EXPECT_EQ(sim.engine.figures().prefixHitRate, 1.0);
    EXPECT_EQ(sim.engine.figures().kvUsedTokens, 65);
}

/// 8 × (256 + 256) tokens are just what the cache holds; the last two take blocks of the first two.
TEST(MockEngineCache, theDefaultStressRunShowsEvictions) {
    Simulation sim;
    for (std::uint64_t i = 0; i < 10; ++i) {
        sim.arrive(i, 0, promptOf(static_cast<int>(i), 256), 256);
    }
    sim.run();
    const EngineFigures figures = sim.engine.figures();
    EXPECT_EQ(figures.evictCount, 64);
    EXPECT_EQ(figures.evictMs, 0.32);
    EXPECT_EQ(figures.kvUsedTokens, 4096);
    EXPECT_EQ(sim[0].endMs, 1290.12);
    EXPECT_EQ(sim[8].chunksMs.front(), 1305.4);  // 1290.12 + 10 + 5.12 + 32 × 0.005
    EXPECT_EQ(sim[9].endMs, 2580.4);
}

}  // namespace
}  // namespace sagebench
