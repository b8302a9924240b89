// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/StreamSearch.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Levels in order of running, on a machine that measures up to `limit` streams within 1 ms.
std::vector<int> levelsUpTo(int limit, StreamSearch& search) {
    std::vector<int> levels;
    while (const auto streams = search.next()) {
        levels.push_back(*streams);
        search.add(*streams <= limit, false);
    }
    return levels;
}

TEST(StreamSearch, doublesUntilALevelMissesTwiceThenHalvesDownToTenPercent) {
    StreamSearch search;
    EXPECT_THAT(levelsUpTo(700, search),
                ElementsAre(125, 250, 500, 1000, 1000, 750, 750, 625, 687));
    EXPECT_FALSE(search.endedAtLeast());
    EXPECT_EQ(search.note(), "");
}

TEST(StreamSearch, oneMissAloneIsNoLimit) {
    StreamSearch search;
    search.add(false, false);
    EXPECT_EQ(search.next(), 125);
    search.add(true, false);
    EXPECT_EQ(search.next(), 250);
}

TEST(StreamSearch, endsAtLeastThereWhereTheServerCanNotDoMore) {
    StreamSearch search;
    search.add(true, false);
    search.add(true, true);
    EXPECT_EQ(search.next(), 250) << "it may have been held up once";
    search.add(true, true);
    EXPECT_EQ(search.next(), std::nullopt);
    EXPECT_TRUE(search.endedAtLeast());
    EXPECT_THAT(search.note(), HasSubstr("reference server"));
    EXPECT_EQ(search.left(), 0);
}

TEST(StreamSearch, goesOnWhereTheServerKeptItsPaceTheSecondTime) {
    StreamSearch search;
    search.add(true, true);
    search.add(true, false);
    EXPECT_EQ(search.next(), 250);
}

TEST(StreamSearch, endsAtLeastThereWhereMoreStreamsCantBeRun) {
    StreamSearch search;
    search.add(true, false);
    search.giveUp("the limit of open files is 200");
    EXPECT_EQ(search.next(), std::nullopt);
    EXPECT_TRUE(search.endedAtLeast());
    EXPECT_EQ(search.note(), "250 streams could not be run: the limit of open files is 200");
}

TEST(StreamSearch, endsWhereNotEvenTheLowestIsWithin) {
    StreamSearch search;
    EXPECT_THAT(levelsUpTo(0, search), ElementsAre(125, 125));
    EXPECT_FALSE(search.endedAtLeast());
}

TEST(StreamSearch, endsAtTheHighestLevelThereIs) {
    StreamSearch search;
    EXPECT_THAT(levelsUpTo(20'000, search),
                ElementsAre(125, 250, 500, 1000, 2000, 4000, 8000, 16000));
    EXPECT_TRUE(search.endedAtLeast());
}

}  // namespace
}  // namespace sagebench
