// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/Schedule.h"

#include <gtest/gtest.h>

#include <set>

namespace sagebench {
namespace {

std::vector<ScheduledRequest> requestsOf(const Schedule& schedule) {
    std::vector<ScheduledRequest> requests;
    for (std::uint64_t i = 0; i < *schedule.starts(); ++i) {
        requests.push_back(schedule.start(i));
    }
    return requests;
}

const WorkloadSpec kWorkload{"w", "", 10, 20, 5, 2, 3, false};

TEST(Schedule, closedLoopWaitsForSlots) {
    const Schedule schedule = measuredSchedule(kWorkload, 1, {});
    ASSERT_EQ(schedule.starts(), 5u);
    EXPECT_EQ(schedule.slots(), 2);
    EXPECT_EQ(schedule.start(4).index, 4u);
    EXPECT_EQ(schedule.start(4).promptTokens, 10);
    EXPECT_EQ(schedule.start(4).outputTokens, 20);
    EXPECT_EQ(schedule.start(4).start, StartRule(WhenSlotFree{}));
}

TEST(Schedule, allAtOnceStartsAtZero) {
    WorkloadSpec all = kWorkload;
    all.concurrency.reset();
    const Schedule schedule = measuredSchedule(all, 1, {});
    EXPECT_EQ(schedule.slots(), 5);
    EXPECT_EQ(schedule.start(3).start, StartRule(At{Nanos(0)}));
}

TEST(Schedule, hasNoMoreSlotsThanRequests) {
    WorkloadSpec wide = kWorkload;
    wide.concurrency = 100'000'000;
    EXPECT_EQ(measuredSchedule(wide, 1, {}).slots(), 5);
    EXPECT_EQ(warmupSchedule(wide, 1).slots(), 3);
}

TEST(Schedule, seedsAreTheRequestsOwnAndTheRunsOwn) {
    std::set<std::uint64_t> seeds;
    const Schedule measured = measuredSchedule(kWorkload, 1, {});
    const Schedule warmup = warmupSchedule(kWorkload, 1);
    for (const auto& request : requestsOf(measured)) {
        seeds.insert(request.seed);
    }
    for (const auto& request : requestsOf(warmup)) {
        seeds.insert(request.seed);
    }
    EXPECT_EQ(seeds.size(), 5u + 3u);
    EXPECT_EQ(requestsOf(measuredSchedule(kWorkload, 1, {})),
              requestsOf(measuredSchedule(kWorkload, 1, {})));
    EXPECT_NE(requestsOf(measuredSchedule(kWorkload, 1, {})),
              requestsOf(measuredSchedule(kWorkload, 2, {})));
}

TEST(Schedule, shardsPartitionByIndex) {
    const auto indexesOf = [](Shard shard) {
        std::vector<std::uint64_t> indexes;
        const Schedule schedule = measuredSchedule(kWorkload, 1, shard);
        for (const auto& request : requestsOf(schedule)) {
            indexes.push_back(request.index);
        }
        return indexes;
    };
    EXPECT_EQ(indexesOf({0, 2}), (std::vector<std::uint64_t>{0, 2, 4}));
    EXPECT_EQ(indexesOf({1, 2}), (std::vector<std::uint64_t>{1, 3}));
}

}  // namespace
}  // namespace sagebench
