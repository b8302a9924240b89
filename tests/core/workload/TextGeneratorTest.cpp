// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/TextGenerator.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "base/Hash.h"

namespace sagebench {
namespace {

TEST(TextGenerator, isTheSameForTheSameSeed) {
    EXPECT_EQ(generateText(7, 100), generateText(7, 100));
    EXPECT_NE(generateText(7, 100), generateText(8, 100));
}

TEST(TextGenerator, longerTextsContinueShorterOnes) {
    EXPECT_THAT(generateText(7, 100), testing::StartsWith(generateText(7, 40)));
}

TEST(TextGenerator, readsAsSentences) {
    const std::string text = generateText(1, 400);
    EXPECT_TRUE(text.front() >= 'A' && text.front() <= 'Z') << text;
    EXPECT_GT(std::count(text.begin(), text.end(), '.'), 10);
    EXPECT_THAT(text, testing::Not(testing::HasSubstr("  ")));
    EXPECT_THAT(text, testing::Not(testing::HasSubstr(" .")));
}

TEST(TextGenerator, promptsOfARunDifferEarly) {
    std::set<std::string> starts;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        starts.insert(generateText(hash64(42, i), 12));
    }
    EXPECT_GE(starts.size(), 999u);
}

TEST(TextGenerator, fillersComeAtTheEnd) {
    EXPECT_EQ(generateText(7, 10, 2), generateText(7, 10) + " and and");
}

}  // namespace
}  // namespace sagebench
