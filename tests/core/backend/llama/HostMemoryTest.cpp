// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/HostMemory.h"

#include <gmock/gmock.h>

#include <map>

namespace sagebench {
namespace {

using testing::HasSubstr;

constexpr std::uint64_t kGib = 1ULL << 30;

std::optional<std::uint64_t> limitOf(const std::string& membership,
                                     const std::map<std::string, std::string>& files) {
    return controlGroupLimit(membership, [&](const std::string& path) {
        const auto file = files.find(path);
        return file == files.end() ? "" : file->second;
    });
}

TEST(HostMemory, aModelThatFitsIsNoError) {
    const MemoryNeed need{
        .model = "m.gguf", .weights = 6 * kGib, .kvCache = kGib, .kvTokens = 4096};
    EXPECT_TRUE(checkMemory(need, 7 * kGib));
    EXPECT_TRUE(checkMemory(need, std::nullopt));
}

TEST(HostMemory, aModelThatIsTooLargeIsToldWithBothSizes) {
    const auto told = checkMemory(
        {.model = "m.gguf", .weights = 15 * kGib, .kvCache = kGib / 2, .kvTokens = 4096}, 8 * kGib);
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().kind, ErrorKind::Usage);
    EXPECT_THAT(told.error().message,
                HasSubstr("m.gguf is larger than memory: 15.0 GiB of weights + 0.5 GiB of KV cache "
                          "for 4096 tokens, and there are 8.0 GiB"));
}

TEST(HostMemory, theCacheCountsToo) {
    EXPECT_FALSE(
        checkMemory({.model = "m.gguf", .weights = 7 * kGib, .kvCache = 2 * kGib}, 8 * kGib));
}

TEST(HostMemory, whatCannotComeAndGoMustFitIntoWhatIsFree) {
    MemoryNeed need{.model = "m.gguf", .weights = 6 * kGib, .kvCache = 3 * kGib, .kvTokens = 4096};
    EXPECT_TRUE(checkMemory(need, 16 * kGib, 3 * kGib)) << "weights stay in their file";
    EXPECT_FALSE(checkMemory(need, 16 * kGib, 2 * kGib));
    need.mapped = false;
    const auto told = checkMemory(need, 16 * kGib, 8 * kGib);
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().kind, ErrorKind::Usage);
    EXPECT_THAT(told.error().message, HasSubstr("and 8.0 GiB are free"));
}

TEST(HostMemory, freeMemoryIsReadFromMeminfo) {
    EXPECT_EQ(availableFrom("MemTotal: 9 kB\nMemAvailable:    2048 kB\n"), 2'097'152);
    EXPECT_EQ(availableFrom("MemTotal: 9 kB\n"), std::nullopt);
}

TEST(HostMemory, theLeastLimitAmongAllGroupsAboveCounts) {
    EXPECT_EQ(limitOf("0::/user/app\n", {{"/sys/fs/cgroup/user/app/memory.max", "max\n"},
                                         {"/sys/fs/cgroup/user/memory.max", "4000\n"},
                                         {"/sys/fs/cgroup/memory.max", "9000\n"}}),
              4000);
    EXPECT_EQ(limitOf("0::/\n", {{"/sys/fs/cgroup/memory.max", "9000\n"}}), 9000);
}

TEST(HostMemory, groupsOfTheFirstVersionHaveAPlaceOfTheirOwn) {
    EXPECT_EQ(limitOf("7:cpu,cpuacct:/box\n5:memory:/box\n",
                      {{"/sys/fs/cgroup/memory/box/memory.limit_in_bytes", "5000\n"},
                       {"/sys/fs/cgroup/box/memory.max", "1\n"}}),
              5000);
}

TEST(HostMemory, noGroupAndNoLimitAreUnknown) {
    EXPECT_EQ(limitOf("", {}), std::nullopt);
    EXPECT_EQ(limitOf("0::/app\n", {{"/sys/fs/cgroup/app/memory.max", "max\n"}}), std::nullopt);
}

TEST(HostMemory, residentMemoryIsReadFromTheStatus) {
    EXPECT_EQ(residentMbFrom("Name:\tx\nVmHWM:\t  9000 kB\nVmRSS:\t    2048 kB\nThreads:\t1\n"), 2);
    EXPECT_EQ(residentMbFrom("Name:\tx\n"), std::nullopt);
}

}  // namespace
}  // namespace sagebench
