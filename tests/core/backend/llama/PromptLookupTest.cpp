// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/PromptLookup.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Tokens = std::vector<std::int32_t>;

TEST(PromptLookup, draftsWhatFollowedTheSameThreeTokens) {
    EXPECT_THAT(draftByLookup(Tokens{1, 2, 3, 4, 5, 6, 1, 2, 3}, 2), ElementsAre(4, 5));
}

TEST(PromptLookup, takesTheMostRecentPlace) {
    EXPECT_THAT(draftByLookup(Tokens{1, 2, 3, 7, 1, 2, 3, 8, 1, 2, 3}, 1), ElementsAre(8));
}

TEST(PromptLookup, prefersALongerPatternToAMoreRecentOne) {
    EXPECT_THAT(draftByLookup(Tokens{1, 2, 3, 7, 9, 3, 8, 1, 2, 3}, 1), ElementsAre(7));
}

TEST(PromptLookup, fallsBackToShorterPatterns) {
    EXPECT_THAT(draftByLookup(Tokens{5, 2, 3, 4, 9, 2, 3}, 1), ElementsAre(4));
    EXPECT_THAT(draftByLookup(Tokens{5, 3, 4, 9, 2, 3}, 1), ElementsAre(4));
}

TEST(PromptLookup, draftsNoMoreThanThereIs) {
    EXPECT_THAT(draftByLookup(Tokens{1, 2, 3, 1, 2, 3}, 8), ElementsAre(1, 2, 3));
    EXPECT_THAT(draftByLookup(Tokens{4, 4, 4}, 8), ElementsAre(4));
}

TEST(PromptLookup, draftsNothingOfWhatIsNew) {
    EXPECT_THAT(draftByLookup(Tokens{1, 2, 3, 4}, 8), IsEmpty());
    EXPECT_THAT(draftByLookup(Tokens{1}, 8), IsEmpty());
    EXPECT_THAT(draftByLookup(Tokens{}, 8), IsEmpty());
    EXPECT_THAT(draftByLookup(Tokens{1, 2, 1}, 0), IsEmpty());
}

TEST(PromptLookup, acceptsUpToTheFirstTokenThatTheModelWouldNotHaveSaid) {
    EXPECT_EQ(acceptedTokens(Tokens{7, 8, 9}, Tokens{7, 8, 9, 4}), 3);
    EXPECT_EQ(acceptedTokens(Tokens{7, 8, 9}, Tokens{7, 8, 1, 4}), 2);
    EXPECT_EQ(acceptedTokens(Tokens{7, 8, 9}, Tokens{1, 8, 9, 4}), 0) << "not those after it";
    EXPECT_EQ(acceptedTokens(Tokens{}, Tokens{4}), 0);
}

}  // namespace
}  // namespace sagebench
