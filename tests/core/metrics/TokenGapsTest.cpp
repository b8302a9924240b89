// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/TokenGaps.h"

#include <gmock/gmock.h>

#include <numeric>

#include "support/Records.h"

namespace sagebench {
namespace {

using test::okRecord;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<double> itlOf(const RequestRecord& record) {
    GapSamples samples;
    appendItl(record, samples);
    EXPECT_EQ(samples.values().size(), itlSampleCount(record))
        << "what is counted must be what is added";
    return samples.values();
}

std::vector<double> iclOf(const RequestRecord& record) {
    GapSamples samples;
    appendIcl(record, samples);
    EXPECT_EQ(samples.values().size(), iclSampleCount(record));
    return samples.values();
}

TEST(TokenGaps, tokensOfAChunkShareItsGap) {
    const auto record =
        okRecord({.chunksMs = {10, 20, 50, 54}, .chunkTokens = {1, 1, 3, 2}, .output = 7});
    EXPECT_EQ(itlBasisOf(record), ItlBasis::Token);
    EXPECT_THAT(itlOf(record), ElementsAre(10, 10, 10, 10, 2, 2));
    EXPECT_THAT(iclOf(record), ElementsAre(10, 30, 4));
}

TEST(TokenGaps, theFirstChunksTokensDoNotMatter) {
    const auto record = okRecord({.chunksMs = {10, 20}, .chunkTokens = {0, 1}});
    EXPECT_EQ(itlBasisOf(record), ItlBasis::Token);
    EXPECT_THAT(itlOf(record), ElementsAre(10));
}

TEST(TokenGaps, usageIsSpreadEvenlyOverLaterChunks) {
    // 9 tokens: the first chunk's one, then 8 over 3 chunks as 2 + 3 + 3.
    const auto record = okRecord({.chunksMs = {10, 20, 50, 80}, .output = 9});
    EXPECT_EQ(itlBasisOf(record), ItlBasis::Usage);
    EXPECT_THAT(itlOf(record), ElementsAre(5, 5, 10, 10, 10, 10, 10, 10));
    EXPECT_THAT(iclOf(record), ElementsAre(10, 30, 30));
}

TEST(TokenGaps, usageLeavesOutWhatTheFirstChunkTells) {
    // 7 tokens: 3 in the first chunk; 4 over two chunks, of which one does not tell.
    const auto record = okRecord({.chunksMs = {10, 20, 40}, .chunkTokens = {3, 0, 2}, .output = 7});
    EXPECT_EQ(itlBasisOf(record), ItlBasis::Usage);
    EXPECT_THAT(itlOf(record), ElementsAre(5, 5, 10, 10));
}

TEST(TokenGaps, usageOfOneTokenAChunkIsTheGaps) {
    const auto record = okRecord({.chunksMs = {10, 21, 33}, .output = 3});
    EXPECT_EQ(itlBasisOf(record), ItlBasis::Usage);
    EXPECT_THAT(itlOf(record), ElementsAre(11, 12));
}

TEST(TokenGaps, withoutACountEachChunkIsAToken) {
    const auto record = okRecord({.chunksMs = {10, 20, 50}});
    EXPECT_EQ(itlBasisOf(record), ItlBasis::Chunk);
    EXPECT_THAT(itlOf(record), ElementsAre(10, 30));
}

TEST(TokenGaps, countedChunksAreNoUsage) {
    const auto record =
        okRecord({.chunksMs = {10, 20, 50}, .output = 3, .basis = TokenCountBasis::Chunks});
    EXPECT_EQ(itlBasisOf(record), ItlBasis::Chunk);
}

TEST(TokenGaps, usageBelowTheChunksCannotBeSpread) {
    const auto record = okRecord({.chunksMs = {10, 20, 50, 60}, .output = 3});
    EXPECT_EQ(itlBasisOf(record), ItlBasis::Chunk);
    EXPECT_THAT(itlOf(record), ElementsAre(10, 30, 10));
}

TEST(TokenGaps, oneChunkHasNoGap) {
    const auto record = okRecord({.chunksMs = {10}, .chunkTokens = {5}, .output = 5});
    EXPECT_EQ(itlBasisOf(record), std::nullopt);
    EXPECT_THAT(itlOf(record), IsEmpty());
    EXPECT_THAT(iclOf(record), IsEmpty());
}

TEST(TokenGaps, noChunkHasNoGap) {
    const auto record = okRecord({.finishedMs = 100, .output = 5});
    EXPECT_EQ(itlBasisOf(record), std::nullopt);
    EXPECT_THAT(itlOf(record), IsEmpty());
    EXPECT_EQ(iclSampleCount(record), 0u);
}

TEST(TokenGaps, chunksOfOneReadAreAGapOfZero) {
    const auto record = okRecord({.chunksMs = {10, 10, 30}, .chunkTokens = {1, 1, 1}});
    EXPECT_THAT(itlOf(record), ElementsAre(0, 20));
}

TEST(TokenGaps, sumUpToTheTimeFromFirstToLastChunk) {
    // As llama-server was seen to send: 200 tokens in 198 chunks.
    test::Story story{.output = 200};
    for (int i = 0; i < 198; ++i) {
        story.chunksMs.push_back(50 + 10 * i);
    }
    const auto samples = itlOf(okRecord(story));
    EXPECT_EQ(samples.size(), 199u);
    EXPECT_THAT(std::accumulate(samples.begin(), samples.end(), 0.0), DoubleEq(1970));
    EXPECT_EQ(std::count(samples.begin(), samples.end(), 5.0), 4);  // two chunks of two tokens
}

}  // namespace
}  // namespace sagebench
