// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/Schedule.h"

#include <gtest/gtest.h>

#include <set>

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

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

TEST(Schedule, saysWhichRequestsAreTheWarmUps) {
    EXPECT_TRUE(warmupSchedule(kWorkload, 1).start(0).warmup);
    EXPECT_FALSE(measuredSchedule(kWorkload, 1, {}).start(0).warmup);
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

WorkloadSpec openLoop(double rate) {
    WorkloadSpec spec = kWorkload;
    spec.arrival.process = ArrivalProcess::Constant;
    spec.arrival.rate = rate;
    return spec;
}

TEST(Schedule, anOpenLoopEndsByNumberOrByTime) {
    WorkloadSpec spec = openLoop(10);
    EXPECT_EQ(measuredSchedule(spec, 1, {}).total(), 5u);
    spec.duration = milliseconds(300);
    EXPECT_EQ(measuredSchedule(spec, 1, {}).total(), 3u);  // at 0, 100 and 200 ms
    spec.numRequests = 0;
    spec.duration = seconds(2);
    const Schedule schedule = measuredSchedule(spec, 1, {});
    EXPECT_EQ(schedule.total(), 20u);
    EXPECT_EQ(schedule.start(7).start, StartRule(At{milliseconds(700)}));
    EXPECT_EQ(schedule.dueUpTo(milliseconds(250)), 3u);
    EXPECT_EQ(schedule.plannedTime(), Nanos(milliseconds(1900)));
}

TEST(Schedule, warmUpAndCoolDownLieAroundTheDuration) {
    WorkloadSpec spec = openLoop(10);
    spec.warmupTime = seconds(1);
    spec.duration = seconds(2);
    spec.cooldown = seconds(1);
    spec.grace = seconds(5);
    spec.numRequests = 0;
    const Schedule schedule = measuredSchedule(spec, 1, {});
    EXPECT_EQ(schedule.times(), (LoadTimes{seconds(1), seconds(3), seconds(4), seconds(9)}));
    EXPECT_EQ(schedule.total(), 40u);
}

TEST(Schedule, onlyMeasuredRequestsCountAgainstTheNumber) {
    WorkloadSpec spec = openLoop(10);
    spec.warmupTime = seconds(1);
    EXPECT_EQ(measuredSchedule(spec, 1, {}).total(), 15u);  // 10 of warm-up, 5 measured
}

TEST(Schedule, aClosedLoopThatEndsByTimeHasNoEndOfItsOwn) {
    WorkloadSpec spec = kWorkload;
    spec.numRequests = 0;
    spec.duration = seconds(2);
    const Schedule schedule = measuredSchedule(spec, 1, {});
    EXPECT_EQ(schedule.starts(), std::nullopt);
    EXPECT_EQ(schedule.total(), std::nullopt);
    EXPECT_EQ(schedule.start(1'000'000).index, 1'000'000u);
    EXPECT_EQ(schedule.plannedTime(), Nanos(seconds(2)));
}

TEST(Schedule, conversationsHaveTheirTurnsOneAfterAnother) {
    WorkloadSpec spec = kWorkload;
    spec.turns = 3;
    spec.thinkTime = seconds(1);
    const Schedule schedule = measuredSchedule(spec, 1, {});
    EXPECT_EQ(schedule.starts(), 5u);
    EXPECT_EQ(schedule.total(), 15u);
    const ScheduledRequest first = schedule.start(2);
    EXPECT_EQ(first.index, 6u);
    EXPECT_TRUE(first.hasFollowing());
    const ScheduledRequest last = schedule.following(schedule.following(first));
    EXPECT_EQ(last.index, 8u);
    EXPECT_EQ(last.row, 2u);
    EXPECT_EQ(last.turn, 2);
    EXPECT_EQ(last.start, StartRule(AfterPrevious{seconds(1)}));
    EXPECT_FALSE(last.hasFollowing());
}

TEST(Schedule, drawsLengthsForEachRequest) {
    WorkloadSpec spec = kWorkload;
    spec.promptTokens = *TokenLengths::parse("uniform:10-1000");
    spec.outputTokens = *TokenLengths::parse("list:5,6");
    const Schedule schedule = measuredSchedule(spec, 1, {});
    std::set<int> prompts;
    for (std::uint64_t i = 0; i < 5; ++i) {
        prompts.insert(schedule.start(i).promptTokens);
        EXPECT_TRUE(schedule.start(i).outputTokens == 5 || schedule.start(i).outputTokens == 6);
    }
    EXPECT_GT(prompts.size(), 3u);
    EXPECT_EQ(schedule.start(3), schedule.start(3));
}

std::shared_ptr<const RecordedRequests> threeRows() {
    auto rows = std::make_shared<RecordedRequests>();
    rows->rows = 3;
    rows->atNanos = {0, 500'000'000, 2'000'000'000};
    rows->promptTokens = {11, 22, 33};
    rows->outputTokens = {1, 2, 3};
    return rows;
}

WorkloadSpec replay() {
    WorkloadSpec spec;
    spec.name = "trace";
    spec.dataset.path = "trace.csv";
    spec.arrival.process = ArrivalProcess::Trace;
    return spec;
}

TEST(Schedule, replaysATraceAtItsTimesWithItsLengths) {
    const Schedule schedule = measuredSchedule(replay(), 1, {}, threeRows());
    EXPECT_EQ(schedule.total(), 3u);
    EXPECT_EQ(schedule.start(1).start, StartRule(At{milliseconds(500)}));
    EXPECT_EQ(schedule.start(1).promptTokens, 22);
    EXPECT_EQ(schedule.start(2).outputTokens, 3);
    EXPECT_EQ(schedule.start(2).row, 2u);
}

TEST(Schedule, lengthsThatWereSaidReplaceTheTraces) {
    WorkloadSpec spec = replay();
    spec.outputTokens = 8;
    EXPECT_EQ(measuredSchedule(spec, 1, {}, threeRows()).start(2).outputTokens, 8);
}

TEST(Schedule, rowsAreUsedAgainWhereMoreRequestsAreAsked) {
    WorkloadSpec spec = replay();
    spec.arrival.process = ArrivalProcess::Closed;
    EXPECT_EQ(measuredSchedule(spec, 1, {}, threeRows()).total(), 3u);
    spec.numRequests = 7;
    const Schedule schedule = measuredSchedule(spec, 1, {}, threeRows());
    EXPECT_EQ(schedule.total(), 7u);
    EXPECT_EQ(schedule.start(4).row, 1u);
    EXPECT_EQ(schedule.start(4).promptTokens, 22);
    EXPECT_NE(schedule.start(4).seed, schedule.start(1).seed);
}

TEST(Schedule, aConversationHasNoMoreTurnsThanItsRow) {
    auto rows = std::make_shared<RecordedRequests>(*threeRows());
    rows->turns = {1, 5, 2};
    WorkloadSpec spec = replay();
    spec.arrival.process = ArrivalProcess::Closed;
    spec.turns = 3;
    EXPECT_EQ(measuredSchedule(spec, 1, {}, rows).total(), 1u + 3u + 2u);
}

TEST(Schedule, warmUpsOfADataSetHaveItsMeanLengths) {
    WorkloadSpec spec = replay();
    spec.warmup = 2;
    const auto rows = threeRows();
    const Schedule schedule = warmupSchedule(spec, 1, rows.get());
    EXPECT_EQ(schedule.starts(), 2u);
    EXPECT_EQ(schedule.start(0).promptTokens, 22);
    EXPECT_EQ(schedule.start(0).outputTokens, 2);
}

TEST(Schedule, opensConnectionsForTheBusiestSecondOrTheCap) {
    WorkloadSpec spec = openLoop(50);
    spec.numRequests = 500;
    EXPECT_EQ(measuredSchedule(spec, 1, {}).slots(), 50);
    spec.arrival.maxInFlight = 8;
    EXPECT_EQ(measuredSchedule(spec, 1, {}).slots(), 8);
}

}  // namespace
}  // namespace sagebench
