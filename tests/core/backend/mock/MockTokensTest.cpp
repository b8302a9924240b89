// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/MockTokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sagebench {
namespace {

using testing::ElementsAre;

TEST(MockTokens, anyPieceIsOnePositiveToken) {
    MockTokenCounter counter;
    EXPECT_EQ(counter.form(), TokenCounter::Form::TokenIds);
    const auto river = counter.pieceTokens(" river", {}).value();
    ASSERT_EQ(river.size(), 1u);
    EXPECT_GT(river[0], 0);
    EXPECT_EQ(counter.pieceTokens(" river", {}).value(), river);
    EXPECT_EQ(counter.pieceTokens("river", {}).value(), river);
    EXPECT_NE(counter.pieceTokens(" rivers", {}).value(), river);
    for (int i = 0; i < 10000; ++i) {
        EXPECT_GT(mockTokenId(std::to_string(i)), 0);
    }
}

TEST(MockTokens, aTextHasAsManyTokensAsWordsAndMarks) {
    MockTokenCounter counter;
    EXPECT_EQ(counter.promptTokens("", {}).value(), 0);
    EXPECT_EQ(counter.promptTokens("  The old mill,\n\ton the river. ", {}).value(), 8);
}

TEST(MockTokens, aPromptWithoutIdsIsItsWordsAndThoseOfItsHistory) {
    Prompt prompt;
    prompt.text = "and now";
    EXPECT_THAT(mockTokensOf(prompt), ElementsAre(mockTokenId("and"), mockTokenId("now")));
    prompt.history = {{"user", "one two"}};
    EXPECT_EQ(mockTokensOf(prompt).size(), 4u);
    EXPECT_EQ(mockTokensOf(prompt)[0], mockTokenId("one"));
    prompt.tokenIds = {5, 6, 7};
    EXPECT_THAT(mockTokensOf(prompt), ElementsAre(5, 6, 7));
}

TEST(MockTokens, whatARequestSaysComesFromSeedRequestAndPosition) {
    std::string first, again, other;
    for (int i = 0; i < 20; ++i) {
        first += mockWord(1, 2, i).text;
        again += mockWord(1, 2, i).text;
        other += mockWord(1, 3, i).text;
        EXPECT_EQ(mockWord(1, 2, i).id, mockTokenId(mockWord(1, 2, i).text));
        EXPECT_EQ(mockWord(1, 2, i).text[0], ' ');
    }
    EXPECT_EQ(first, again);
    EXPECT_NE(first, other);
}

}  // namespace
}  // namespace sagebench
