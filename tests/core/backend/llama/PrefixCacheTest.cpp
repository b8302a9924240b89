// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/PrefixCache.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

using Tokens = std::vector<std::int32_t>;
using Match = PrefixCache::Match;

TEST(PrefixCache, findsTheSequenceThatBeginsMostLikeThePrompt) {
    PrefixCache cache;
    cache.keep(4, {1, 2, 3, 9, 9});
    cache.keep(5, {1, 2, 3, 4, 8});
    EXPECT_EQ(cache.longestMatch(Tokens{1, 2, 3, 4, 5, 6}), (Match{5, 4}));
    EXPECT_EQ(cache.longestMatch(Tokens{7, 2, 3}), Match());
}

TEST(PrefixCache, leavesTheLastTokenToBeProcessed) {
    PrefixCache cache;
    cache.keep(4, {1, 2, 3, 4, 5});
    EXPECT_EQ(cache.longestMatch(Tokens{1, 2, 3}), (Match{4, 2}));
    EXPECT_EQ(cache.longestMatch(Tokens{1}), Match());
}

TEST(PrefixCache, givesUpTheLeastRecentlyUsedFirst) {
    PrefixCache cache;
    cache.keep(1, {1});
    cache.keep(2, {2});
    cache.keep(3, {3});
    EXPECT_EQ(cache.oldest(), 1);
    cache.touch(1);
    EXPECT_EQ(cache.oldest(), 2);
    EXPECT_EQ(cache.oldest(/*spared=*/2), 3);
    cache.forget(2);
    EXPECT_EQ(cache.oldest(), 3);
    cache.clear();
    EXPECT_EQ(cache.oldest(), std::nullopt);
}

TEST(PrefixCache, knowsWhatALongerSequenceMakesNeedless) {
    PrefixCache cache;
    cache.keep(1, {1, 2, 3});
    EXPECT_EQ(cache.beginningOf(Tokens{1, 2, 3, 4}), 1);
    EXPECT_EQ(cache.beginningOf(Tokens{1, 2, 3}), 1);
    EXPECT_EQ(cache.beginningOf(Tokens{1, 2}), std::nullopt);
    EXPECT_EQ(cache.beginningOf(Tokens{1, 2, 4, 4}), std::nullopt);
}

}  // namespace
}  // namespace sagebench
