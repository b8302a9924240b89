// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/AllowedCores.h"

#include <gmock/gmock.h>

#include <list>
#include <thread>

namespace sagebench {
namespace {

using testing::Contains;
using testing::Not;

TEST(SparedCore, isNotUsedByThisThreadNorByThoseThatItStarts) {
    const std::set<int> before = allowedCores();
    {
        const SparedCore spared;
        if (!spared.core()) {
            GTEST_SKIP() << "needs two cores, and a system that can keep threads off one";
        }
        EXPECT_THAT(before, Contains(*spared.core()));
        EXPECT_THAT(allowedCores(), Not(Contains(*spared.core())));
        EXPECT_EQ(allowedCores().size(), before.size() - 1);
        std::set<int> ofThread;
        std::thread([&] { ofThread = allowedCores(); }).join();
        EXPECT_EQ(ofThread, allowedCores());
    }
    EXPECT_EQ(allowedCores(), before);
}

TEST(SparedCore, isNoneWhereOneIsLeft) {
    std::thread([] {
        std::list<SparedCore> spared;
        while (spared.emplace_back().core()) {
        }
        EXPECT_LE(allowedCores().size(), 1u);
        EXPECT_EQ(SparedCore().core(), std::nullopt);
    }).join();
}

}  // namespace
}  // namespace sagebench
