// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/PagedKvCache.h"

#include <gtest/gtest.h>

#include <optional>

#include "backend/mock/BlockChain.h"

namespace sagebench {
namespace {

using Hashes = std::vector<std::uint64_t>;
using Lease = PagedKvCache::Lease;

/// A request that computes its whole prompt and ends. Returns its lease's numbers, absent: no room.
std::optional<Lease> serve(PagedKvCache& cache, const Hashes& prompt, std::int64_t tokens) {
    Lease lease;
    if (!cache.acquire(prompt, tokens, lease)) {
        return std::nullopt;
    }
    cache.publish(lease, prompt);
    const Lease seen = lease;
    cache.release(lease);
    return seen;
}

/// Whether the start of a prompt is cached, without changing the order of use.
std::int32_t cachedTokens(PagedKvCache cache, const Hashes& prompt) {
    return serve(cache, prompt, static_cast<std::int64_t>(prompt.size()) * cache.blockTokens())
        ->cachedTokens;
}

TEST(BlockChain, hashesOnlyFullBlocks) {
    BlockChain chain;
    chain.add(std::vector<std::int32_t>{1, 2, 3, 4, 5}, 2);
    EXPECT_EQ(chain.hashes().size(), 2u);
    chain.add(6, 2);
    EXPECT_EQ(chain.hashes().size(), 3u);
}

TEST(BlockChain, equalBlocksAfterDifferentOnesDiffer) {
    BlockChain a, b;
    a.add(std::vector<std::int32_t>{1, 2, 9, 9}, 2);
    b.add(std::vector<std::int32_t>{1, 3, 9, 9}, 2);
    EXPECT_NE(a.hashes()[0], b.hashes()[0]);
    EXPECT_NE(a.hashes()[1], b.hashes()[1]);
    b.clear();
    b.add(std::vector<std::int32_t>{1, 2, 9, 9}, 2);
    EXPECT_EQ(a.hashes()[1], b.hashes()[1]);
}

TEST(PagedKvCache, givesEachRequestItsBlocks) {
    PagedKvCache cache(64, 16, true);
    Lease lease;
    ASSERT_TRUE(cache.acquire({}, 33, lease));
    EXPECT_EQ(lease.blocks.size(), 3u);
    EXPECT_EQ(cache.usedTokens(), 33);
    cache.release(lease);
    EXPECT_EQ(cache.usedTokens(), 0);
    EXPECT_EQ(cache.peakUsedTokens(), 33);
}

TEST(PagedKvCache, usesNoRestThatIsLessThanABlock) {
    PagedKvCache cache(63, 16, true);
    EXPECT_EQ(cache.capacityBlocks(), 3);
    EXPECT_TRUE(cache.couldHold(48));
    EXPECT_FALSE(cache.couldHold(49));
}

TEST(PagedKvCache, hasNoRoomWhileOthersHoldIt) {
    PagedKvCache cache(64, 16, true);
    Lease first, second;
    ASSERT_TRUE(cache.acquire({}, 40, first));
    EXPECT_FALSE(cache.acquire({}, 32, second));
    EXPECT_TRUE(second.blocks.empty());
    EXPECT_EQ(cache.usedTokens(), 40);
    cache.release(first);
    EXPECT_TRUE(cache.acquire({}, 32, second));
}

TEST(PagedKvCache, findsWhatWasComputedBefore) {
    PagedKvCache cache(64, 16, true);
    EXPECT_EQ(serve(cache, {1, 2}, 40)->cachedTokens, 0);
    EXPECT_EQ(serve(cache, {1, 2}, 40)->cachedTokens, 32);
    EXPECT_EQ(serve(cache, {1, 3}, 40)->cachedTokens, 16);
}

TEST(PagedKvCache, sharedBlocksAreCountedOnceAndStayUntilTheLastIsGone) {
    PagedKvCache cache(64, 16, true);
    Lease a, b;
    cache.acquire(Hashes{1, 2}, 32, a);
    cache.publish(a, Hashes{1, 2});
    ASSERT_TRUE(cache.acquire(Hashes{1, 2}, 48, b));
    EXPECT_EQ(b.cachedTokens, 32);
    EXPECT_EQ(cache.usedTokens(), 48);
    cache.release(a);
    Lease c;
    EXPECT_FALSE(cache.acquire({}, 32, c)) << "only one block is not in use";
    cache.release(b);
    EXPECT_TRUE(cache.acquire({}, 64, c));
    EXPECT_EQ(c.evictedBlocks, 2);
}

TEST(PagedKvCache, dropsTheLeastRecentlyUsedFirst) {
    PagedKvCache cache(64, 16, true);
    for (std::uint64_t hash : {1u, 2u, 3u, 4u}) {
        serve(cache, {hash}, 16);
    }
    serve(cache, {1}, 16);                               // used again
    EXPECT_EQ(serve(cache, {5}, 16)->evictedBlocks, 1);  // drops 2
    EXPECT_EQ(cachedTokens(cache, {2}), 0);
    EXPECT_EQ(cachedTokens(cache, {3}), 16);
    EXPECT_EQ(serve(cache, {6}, 16)->evictedBlocks, 1);  // drops 3
    EXPECT_EQ(cachedTokens(cache, {3}), 0);
    EXPECT_EQ(cachedTokens(cache, {1}), 16);
}

TEST(PagedKvCache, dropsTheEndOfAPromptBeforeItsStart) {
    PagedKvCache cache(64, 16, true);
    serve(cache, {1, 2, 3, 4}, 64);
    serve(cache, {9}, 16);
    EXPECT_EQ(cachedTokens(cache, {1, 2, 3, 4}), 48);
}

TEST(PagedKvCache, takesEmptyBlocksBeforeItDropsAny) {
    PagedKvCache cache(64, 16, true);
    serve(cache, {1, 2}, 48);  // the third is not published and empty again
    EXPECT_EQ(serve(cache, {8, 9}, 32)->evictedBlocks, 0);
    EXPECT_EQ(serve(cache, {7}, 16)->evictedBlocks, 1);
}

TEST(PagedKvCache, neverDropsWhatTheNewRequestFoundInIt) {
    PagedKvCache cache(64, 16, true);
    serve(cache, {1, 2}, 32);
    serve(cache, {3, 4}, 32);
    const auto again = serve(cache, {1, 2}, 64);
    EXPECT_EQ(again->cachedTokens, 32);
    EXPECT_EQ(again->evictedBlocks, 2);
    Lease other, third;
    cache.acquire({}, 32, other);
    EXPECT_FALSE(cache.acquire(Hashes{1, 2}, 48, third)) << "hits are not room";
    EXPECT_TRUE(cache.acquire(Hashes{1, 2}, 32, third));
}

TEST(PagedKvCache, keepsOneCopyOfWhatTwoComputedAtATime) {
    PagedKvCache cache(64, 16, true);
    Lease a, b;
    cache.acquire(Hashes{1}, 16, a);
    cache.acquire(Hashes{1}, 16, b);
    EXPECT_EQ(b.cachedTokens, 0);
    cache.publish(a, Hashes{1});
    cache.publish(b, Hashes{1});
    cache.release(a);
    cache.release(b);
    Lease all;
    ASSERT_TRUE(cache.acquire({}, 64, all));
    EXPECT_EQ(all.evictedBlocks, 1);
}

TEST(PagedKvCache, withoutPrefixCacheEveryBlockIsEmptyAgain) {
    PagedKvCache cache(64, 16, false);
    EXPECT_EQ(serve(cache, {1, 2}, 64)->cachedTokens, 0);
    EXPECT_EQ(serve(cache, {1, 2}, 64)->cachedTokens, 0);
    EXPECT_EQ(serve(cache, {1, 2}, 64)->evictedBlocks, 0);
}

TEST(PagedKvCache, aNewPeakStartsAtWhatIsInUse) {
    PagedKvCache cache(64, 16, true);
    Lease a, b;
    cache.acquire({}, 16, a);
    cache.acquire({}, 48, b);
    cache.release(b);
    cache.resetPeak();
    EXPECT_EQ(cache.peakUsedTokens(), 16);
}

}  // namespace
}  // namespace sagebench
