// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/ThreadUsage.h"

#include <gmock/gmock.h>

#include "telemetry/CpuTimes.h"

namespace sagebench {
namespace {

using namespace std::chrono_literals;

TEST(ThreadUsage, isReadFromWhatLinuxTells) {
    const ThreadUsage usage = threadUsageFrom(
        "646611516 23237446 156\n",
        "Name:\tworker\nvoluntary_ctxt_switches:\t114\nnonvoluntary_ctxt_switches:\t41\n");
    EXPECT_EQ(usage.cpu, 646611516ns);
    EXPECT_EQ(usage.runDelay, 23237446ns);
    EXPECT_EQ(usage.voluntarySwitches, 114u);
    EXPECT_EQ(usage.involuntarySwitches, 41u);
}

TEST(ThreadUsage, isAbsentWhereNothingIsTold) {
    EXPECT_EQ(threadUsageFrom("", ""), ThreadUsage{});
    EXPECT_EQ(threadUsageFrom("0 0 0\n", ""), ThreadUsage{}) << "a kernel that keeps none";
    EXPECT_EQ(threadUsageFrom("5 0 1\n", "").runDelay, 0ns);
    EXPECT_EQ(threadUsageFrom("12\n", "Name:\tworker\n"), ThreadUsage{});
}

#ifdef __linux__
TEST(ThreadUsage, ofThisThreadGrowsWhileItWorks) {
    const ThreadUsage before = usageOfThisThread();
    while (*usageOfThisThread().cpu < *before.cpu + 5ms) {
    }
    EXPECT_GE(*usageOfThread(thisThreadId()).cpu, *before.cpu);
    EXPECT_GE(*runDelayOfThisThread(), *before.runDelay);
    EXPECT_TRUE(before.involuntarySwitches);
    EXPECT_TRUE(runDelaysOfThreads().contains(thisThreadId()));
}
#endif

constexpr const char* kStat =
    "cpu  300 0 60 900 30 6 3 9 0 0\n"
    "cpu0 100 5 20 300 10 2 1 3 50 0\n"
    "cpu1 200 5 40 600 20 4 2 6 0 0\n"
    "cpu10 1 1 1 1 1 1 1 1 0 0\n"
    "intr 12345\n";

TEST(CpuTimes, countTheCoresThatMayBeUsed) {
    EXPECT_EQ(cpuTimesFrom(kStat, {0}, 100), (CpuTimes{.used = 1310ms, .unused = 3100ms}));
    EXPECT_EQ(cpuTimesFrom(kStat, {1}, 100), (CpuTimes{.used = 2570ms, .unused = 6200ms}));
    EXPECT_EQ(cpuTimesFrom(kStat, {0, 1}, 100), (CpuTimes{.used = 3880ms, .unused = 9300ms}));
}

TEST(CpuTimes, areAbsentWhereACoreIsMissing) {
    EXPECT_EQ(cpuTimesFrom(kStat, {0, 2}, 100), std::nullopt);
    EXPECT_EQ(cpuTimesFrom("", {0}, 100), std::nullopt);
    EXPECT_EQ(cpuTimesFrom(kStat, {}, 100), std::nullopt);
}

#ifdef __linux__
TEST(CpuTimes, ofThisMachineHoldOurOwn) {
    const auto times = readCpuTimes();
    ASSERT_TRUE(times);
    EXPECT_GT(times->own, 0ns);
    EXPECT_GT(times->used, 0ns);
}
#endif

}  // namespace
}  // namespace sagebench
