// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/PromptSegments.h"

#include <gmock/gmock.h>

#include <set>

namespace sagebench {
namespace {

using Tokens = std::vector<std::int32_t>;

SegmentRules rules() {
    SegmentRules r;
    r.seed = 42;
    return r;
}
PromptAsk ask(int tokens, std::uint64_t seed = 7, int turn = 0) {
    return {0, tokens, seed, 0, turn};
}
std::vector<PromptSegment> cut(const SegmentRules& r, const PromptAsk& a,
                               const std::vector<std::uint64_t>& blocks = {}) {
    return segmentsOf(r, a, blocks);
}
Tokens lengths(const std::vector<PromptSegment>& segments) {
    Tokens tokens;
    for (const PromptSegment& s : segments) {
        tokens.push_back(s.tokens);
    }
    return tokens;
}

TEST(PromptSegments, aPlainPromptIsItsOwn) {
    EXPECT_EQ(cut(rules(), ask(100)), (std::vector<PromptSegment>{{7, 100}}));
}

TEST(PromptSegments, aPrefixComesFirstAndIsOneOfSoMany) {
    SegmentRules r = rules();
    r.prefix = {4, 64};
    EXPECT_EQ(lengths(cut(r, ask(100))), (Tokens{64, 36}));
    EXPECT_EQ(cut(r, ask(100))[1].seed, 7u);
    std::set<std::uint64_t> prefixes;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        prefixes.insert(cut(r, ask(100, seed))[0].seed);
    }
    EXPECT_EQ(prefixes.size(), 4u);
    r.prefix.count = 1;
    EXPECT_EQ(cut(r, ask(100, 1))[0], cut(r, ask(80, 2))[0]);
}

TEST(PromptSegments, aPromptShorterThanThePrefixGetsAPartOfIt) {
    SegmentRules r = rules();
    r.prefix = {1, 64};
    EXPECT_EQ(lengths(cut(r, ask(50))), (Tokens{50}));
    EXPECT_EQ(cut(r, ask(50))[0].seed, cut(r, ask(100))[0].seed);
}

TEST(PromptSegments, equalBlocksAreEqualSegments) {
    const auto a = cut(rules(), ask(1030, 1), {46, 47, 2353});
    const auto b = cut(rules(), ask(600, 2), {46, 48});
    EXPECT_EQ(lengths(a), (Tokens{512, 512, 6}));
    EXPECT_EQ(lengths(b), (Tokens{512, 88}));
    EXPECT_EQ(a[0], b[0]);
    EXPECT_NE(a[1].seed, b[1].seed);
}

TEST(PromptSegments, whatIdsDoNotCoverIsTheRequestsOwn) {
    const auto segments = cut(rules(), ask(600, 9), {46});
    EXPECT_EQ(lengths(segments), (Tokens{512, 88}));
    EXPECT_EQ(segments[1].seed, 9u);
}

TEST(PromptSegments, scaledLengthsHaveScaledBlocks) {
    WorkloadSpec workload;
    workload.dataset.lengthScale = 0.02;
    const SegmentRules r = segmentRules(workload, 42);
    // Ends at 10.24, 20.48, 30.72, …
    EXPECT_EQ(lengths(cut(r, ask(25), {1, 2, 3})), (Tokens{10, 10, 5}));
    EXPECT_EQ(lengths(cut(r, ask(31), {1, 2, 3})), (Tokens{10, 10, 11}));
    workload.dataset.lengthScale = 1;
    workload.dataset.blockTokens = 16;
    EXPECT_EQ(lengths(cut(segmentRules(workload, 42), ask(40), {1, 2, 3})), (Tokens{16, 16, 8}));
}

TEST(PromptSegments, laterTurnsHaveOwnTextOnly) {
    SegmentRules r = rules();
    r.prefix = {1, 64};
    EXPECT_EQ(cut(r, ask(100, 7, 1), {46}), (std::vector<PromptSegment>{{7, 100}}));
}

TEST(PromptSegments, theSamePromptIsTheSameButForItsTurns) {
    SegmentRules r = rules();
    r.sameSeed = 5;
    EXPECT_EQ(cut(r, ask(10, 1)), cut(r, ask(10, 2)));
    EXPECT_EQ(cut(r, ask(10, 1, 1)), cut(r, ask(10, 2, 1)));
    EXPECT_NE(cut(r, ask(10, 1, 1)), cut(r, ask(10, 2, 2)));
}

}  // namespace
}  // namespace sagebench
