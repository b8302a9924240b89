// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/SnapshotBuilder.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

LiveInterval intervalWith(std::uint64_t sent, std::vector<Outcome> outcomes) {
    LiveInterval interval;
    interval.sent = sent;
    interval.outputTokens = 100;
    for (const Outcome outcome : outcomes) {
        RequestRecord record;
        record.outcome = outcome;
        record.sent = Nanos(0);
        interval.finished.push_back(record);
    }
    return interval;
}

Schedule openLoop(const std::vector<Nanos>& due) {
    std::vector<ScheduledRequest> requests;
    for (const Nanos at : due) {
        requests.push_back({});
        requests.back().start = At{at};
    }
    return Schedule::of(std::move(requests), 1);
}

RunSnapshot after(Nanos elapsed, std::uint64_t done, std::uint64_t total) {
    RunSnapshot snapshot;
    snapshot.elapsed = elapsed;
    snapshot.ok = done;
    snapshot.total = total;
    return snapshot;
}

TEST(SnapshotBuilder, addsUpAPhase) {
    SnapshotBuilder builder("w", 1, 3);
    builder.beginPhase(RunPhase::Running, 10, seconds(1));
    builder.add(intervalWith(4, {Outcome::Ok, Outcome::Failed}));
    const auto snapshot = builder.take(seconds(3));
    EXPECT_EQ(snapshot->workload, "w");
    EXPECT_EQ(snapshot->total, 10u);
    EXPECT_EQ(snapshot->sent, 4u);
    EXPECT_EQ(snapshot->ok, 1u);
    EXPECT_EQ(snapshot->failed, 1u);
    EXPECT_EQ(snapshot->inFlight, 2u);
    EXPECT_EQ(snapshot->elapsed, Nanos(seconds(2)));
    EXPECT_DOUBLE_EQ(*snapshot->outputTokensPerSecond, 50);
    EXPECT_EQ(snapshot->remaining, Nanos(seconds(8)));
    EXPECT_EQ(snapshot->finished.size(), 2u);
}

TEST(SnapshotBuilder, countsRequestsWithoutTellingOfEach) {
    SnapshotBuilder builder("w", 0, 1);
    builder.leaveRequestsOut();
    builder.beginPhase(RunPhase::Running, 10, Nanos(0));
    builder.add(intervalWith(2, {Outcome::Ok, Outcome::Failed}));
    const auto snapshot = builder.take(milliseconds(33));
    EXPECT_EQ(snapshot->ok, 1u);
    EXPECT_EQ(snapshot->failed, 1u);
    EXPECT_THAT(snapshot->finished, testing::IsEmpty());
}

TEST(SnapshotBuilder, eventsAreToldOnce) {
    SnapshotBuilder builder("w", 0, 1);
    builder.beginPhase(RunPhase::Running, 10, Nanos(0));
    builder.add(intervalWith(1, {Outcome::Ok}));
    builder.take(milliseconds(33));
    const auto next = builder.take(milliseconds(66));
    EXPECT_TRUE(next->finished.empty());
    EXPECT_EQ(next->intervalTokens, 0u);
    EXPECT_EQ(next->intervalStart, Nanos(milliseconds(33)));
    EXPECT_EQ(next->ok, 1u);
}

TEST(SnapshotBuilder, aNewPhaseStartsFromZero) {
    SnapshotBuilder builder("w", 0, 1);
    builder.beginPhase(RunPhase::Warmup, 1, Nanos(0));
    builder.add(intervalWith(1, {Outcome::Ok}));
    builder.beginPhase(RunPhase::Running, 5, milliseconds(10));
    const auto snapshot = builder.take(milliseconds(10));
    EXPECT_EQ(snapshot->ok, 0u);
    EXPECT_EQ(snapshot->total, 5u);
    EXPECT_EQ(snapshot->ttftP50, std::nullopt);
    EXPECT_EQ(snapshot->outputTokensPerSecond, std::nullopt);
}

TEST(SnapshotBuilder, finishingKeepsTheCounters) {
    SnapshotBuilder builder("w", 0, 1);
    builder.beginPhase(RunPhase::Running, 1, Nanos(0));
    builder.add(intervalWith(1, {Outcome::Ok}));
    builder.enterPhase(RunPhase::Finishing);
    const auto snapshot = builder.take(seconds(1));
    EXPECT_EQ(snapshot->phase, RunPhase::Finishing);
    EXPECT_EQ(snapshot->ok, 1u);
    EXPECT_EQ(snapshot->elapsed, Nanos(seconds(1)));
}

TEST(SnapshotBuilder, queuedAreDueAndNeitherSentNorEnded) {
    SnapshotBuilder builder("w", 0, 1);
    const Schedule schedule = openLoop({seconds(0), seconds(1), seconds(1), seconds(5)});
    builder.beginPhase(RunPhase::Running, 4, seconds(1), &schedule);
    LiveInterval interval = intervalWith(1, {});
    RequestRecord refused;
    refused.outcome = Outcome::Failed;
    interval.finished.push_back(refused);
    builder.add(interval);
    EXPECT_EQ(builder.take(seconds(2))->queued, 1u);
    EXPECT_EQ(builder.take(seconds(6))->queued, 2u);
}

TEST(SnapshotBuilder, remainingIsUnknownBeforeTheFirstRequest) {
    EXPECT_EQ(estimateRemaining(after(seconds(5), 0, 10)), std::nullopt);
    EXPECT_EQ(estimateRemaining(after(seconds(5), 10, 10)), Nanos(0));
}

TEST(SnapshotBuilder, joinsWhatWasNotShown) {
    SnapshotBuilder builder("w", 0, 1);
    builder.beginPhase(RunPhase::Running, 10, Nanos(0));
    builder.add(intervalWith(2, {Outcome::Ok}));
    const auto first = builder.take(milliseconds(33));
    builder.add(intervalWith(0, {Outcome::Failed}));
    const auto both = joined(*first, *builder.take(milliseconds(66)));
    ASSERT_EQ(both->finished.size(), 2u);
    EXPECT_EQ(both->finished[0].outcome, Outcome::Ok);
    EXPECT_EQ(both->intervalTokens, 200u);
    EXPECT_EQ(both->intervalStart, Nanos(0));
    EXPECT_EQ(both->done(), 2u);
}

}  // namespace
}  // namespace sagebench
