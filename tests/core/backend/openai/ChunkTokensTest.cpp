// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ChunkTokens.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(ChunkTokens, areWhatWasCountedSinceTheChunkBefore) {
    ChunkTokens tokens;
    EXPECT_EQ(tokens.next(1), 1u);
    EXPECT_EQ(tokens.next(2), 1u);
    EXPECT_EQ(tokens.next(4), 2u);
    EXPECT_EQ(tokens.next(4), 0u);
    EXPECT_TRUE(tokens.counting());
}

TEST(ChunkTokens, areUnknownWhereTheServerDoesNotCount) {
    ChunkTokens tokens;
    EXPECT_EQ(tokens.next({}), 0u);
    EXPECT_EQ(tokens.next(200), 0u) << "a total at the end says nothing of its chunk";
    EXPECT_FALSE(tokens.counting());
    tokens.reset();
    EXPECT_EQ(tokens.next(3), 3u);
}

}  // namespace
}  // namespace sagebench
