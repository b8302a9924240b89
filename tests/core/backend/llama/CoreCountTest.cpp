// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/CoreCount.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace sagebench {
namespace {

int coresOf(const std::vector<std::string>& siblings) {
    return coresAmong(siblings);
}

TEST(CoreCount, countsEachCoreOnceHoweverManyThreadsItHas) {
    EXPECT_EQ(coresOf({"0,4\n", "1,5\n", "0,4\n", "1,5\n"}), 2);
    EXPECT_EQ(coresOf({"0\n", "1\n", "2\n"}), 3);
}

TEST(CoreCount, isUnknownWhereAProcessorDoesNotTell) {
    EXPECT_EQ(coresOf({"0\n", ""}), 0);
    EXPECT_EQ(coresOf({}), 0);
}

TEST(CoreCount, ofThisMachineIsAtMostItsProcessors) {
    EXPECT_GE(usableCores(), 1);
    EXPECT_LE(usableCores(), static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace
}  // namespace sagebench
