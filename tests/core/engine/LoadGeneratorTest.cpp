// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/LoadGenerator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "support/FakeSession.h"

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using test::FakeBehaviour;
using test::FakeSession;

class TextPrompts final : public PromptSource {
  public:
    Result<Prompt> make(const PromptAsk& ask, std::span<const ChatMessage> history) const override {
        return Prompt{"prompt " + std::to_string(ask.index), {}, {history.begin(), history.end()}};
    }
};

/// Keeps what the generator tells; can ask for a stop once requests are in flight.
class Collected final : public LoadObserver {
  public:
    void begun(Nanos at) override { zero = at; }
    void collected(LiveInterval& interval, Nanos) override {
        sent += interval.sent;
        tokens += interval.outputTokens;
        std::move(interval.finished.begin(), interval.finished.end(), std::back_inserter(records));
        if (stopAfterSent > 0 && sent >= stopAfterSent) {
            stop.request_stop();
        }
    }
    const RequestRecord& at(std::uint64_t index) const {
        return *std::find_if(records.begin(), records.end(),
                             [&](const auto& r) { return r.index == index; });
    }

    Nanos zero{};
    std::uint64_t sent = 0;
    std::uint64_t tokens = 0;
    std::uint64_t stopAfterSent = 0;
    std::stop_source stop;
    std::vector<RequestRecord> records;
};

Schedule closedLoop(int requests, int slots, int tokens = 3) {
    return measuredSchedule({"w", "", 8, tokens, requests, slots, 0, false}, 1, {});
}

Result<LoadOutcome> runOn(FakeSession& session, const Schedule& schedule, Collected& collected,
                          LoadOptions options = {}) {
    return generateLoad(session, schedule, TextPrompts(), options, collected,
                        collected.stop.get_token());
}

FakeSession virtualSession(FakeBehaviour behaviour = {}) {
    return FakeSession(std::move(behaviour), std::make_unique<VirtualClock>());
}

TEST(LoadGenerator, letsAnswersHaveTheirTurnWhileABurstIsSent) {
    FakeSession session({milliseconds(1), Nanos(1000), {}, {}}, std::make_unique<SteadyClock>());
    Collected collected;
    ASSERT_TRUE(runOn(session, closedLoop(200, 200), collected));
    EXPECT_EQ(collected.records.size(), 200u);
    EXPECT_EQ(session.mostInARow, 16);
}

TEST(LoadGenerator, watchesAWindowThatIsShorterThanItsOwnWaits) {
    FakeSession session({}, std::make_unique<SteadyClock>());
    WorkloadSpec spec{"w", "", 8, 3, 0, 1, 0, false};
    spec.warmupTime = milliseconds(20);
    spec.duration = milliseconds(10);
    Collected collected;
    const auto outcome = runOn(session, measuredSchedule(spec, 1, {}), collected);
    ASSERT_TRUE(outcome);
    ASSERT_TRUE(outcome->client.watchedMs);
    EXPECT_GE(*outcome->client.watchedMs, 10);
}

TEST(LoadGenerator, closedLoopSendsTheNextWhenASlotIsFree) {
    FakeSession session = virtualSession();  // 10 ms + 2 × 1 ms each
    Collected collected;
    ASSERT_TRUE(runOn(session, closedLoop(5, 2), collected));
    ASSERT_EQ(collected.records.size(), 5u);
    EXPECT_EQ(collected.at(0).scheduled, Stamp(milliseconds(0)));
    EXPECT_EQ(collected.at(1).scheduled, Stamp(milliseconds(0)));
    EXPECT_EQ(collected.at(2).scheduled, Stamp(milliseconds(12)));
    EXPECT_EQ(collected.at(3).scheduled, Stamp(milliseconds(12)));
    EXPECT_EQ(collected.at(4).scheduled, Stamp(milliseconds(24)));
    EXPECT_EQ(collected.at(4).firstToken, Stamp(milliseconds(34)));
    EXPECT_EQ(collected.at(4).finished, Stamp(milliseconds(36)));
    EXPECT_EQ(collected.tokens, 15u);
    EXPECT_EQ(session.prepared, 2);
}

TEST(LoadGenerator, allAtOnceStartsAllAtZero) {
    FakeSession session = virtualSession();
    Collected collected;
    const Schedule schedule = measuredSchedule({"w", "", 8, 3, 50, std::nullopt, 0, false}, 1, {});
    ASSERT_TRUE(runOn(session, schedule, collected));
    ASSERT_EQ(collected.records.size(), 50u);
    for (const RequestRecord& record : collected.records) {
        EXPECT_EQ(record.sent, Stamp(milliseconds(0)));
        EXPECT_EQ(record.finished, Stamp(milliseconds(12)));
    }
}

TEST(LoadGenerator, openLoopKeepsItsTimesWhileAnswersAreSlow) {
    FakeSession session = virtualSession({milliseconds(500), milliseconds(1), {}, {}});
    std::vector<ScheduledRequest> requests;
    for (int i = 0; i < 4; ++i) {
        requests.push_back(closedLoop(4, 1).start(static_cast<std::uint64_t>(i)));
        requests.back().start = At{milliseconds(20) * i};
    }
    const Schedule schedule = Schedule::of(std::move(requests), 1);
    Collected collected;
    ASSERT_TRUE(runOn(session, schedule, collected));
    EXPECT_EQ(collected.at(3).scheduled, Stamp(milliseconds(60)));
    EXPECT_EQ(collected.at(3).sent, Stamp(milliseconds(60)));
}

TEST(LoadGenerator, aRequestThatIsNotFinishedInTimeFailsAndFreesItsSlot) {
    FakeSession session = virtualSession({milliseconds(10), milliseconds(1), {0}, {}});
    Collected collected;
    ASSERT_TRUE(
        runOn(session, closedLoop(2, 1), collected, {Phase::Measured, milliseconds(100), false}));
    EXPECT_EQ(collected.at(0).outcome, Outcome::Failed);
    EXPECT_EQ(collected.at(0).errorCategory, ErrorCategory::Timeout);
    EXPECT_EQ(collected.at(0).errorMessage, "not finished within 0.1 s (--timeout)");
    EXPECT_EQ(collected.at(1).outcome, Outcome::Ok);
    EXPECT_EQ(collected.at(1).scheduled, Stamp(milliseconds(100)));
}

TEST(LoadGenerator, oneFailedRequestNeverStopsTheOthers) {
    FakeSession session = virtualSession({milliseconds(10), milliseconds(1), {}, {0, 2}});
    Collected collected;
    ASSERT_TRUE(runOn(session, closedLoop(5, 1), collected));
    EXPECT_EQ(collected.records.size(), 5u);
    EXPECT_EQ(std::count_if(collected.records.begin(), collected.records.end(),
                            [](const auto& r) { return r.outcome == Outcome::Ok; }),
              3);
}

TEST(LoadGenerator, stopCancelsWhatIsInFlightAndKeepsAllRecords) {
    FakeSession session({milliseconds(1), milliseconds(1), {4, 5, 6}, {}},
                        std::make_unique<SteadyClock>());
    Collected collected;
    collected.stopAfterSent = 6;
    const auto outcome = runOn(session, closedLoop(100, 3), collected);
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->interrupted);
    EXPECT_EQ(collected.records.size(), collected.sent);
    EXPECT_LT(collected.records.size(), 100u);
    const auto cancelled =
        std::count_if(collected.records.begin(), collected.records.end(),
                      [](const auto& r) { return r.outcome == Outcome::Cancelled; });
    EXPECT_GE(cancelled, 2);
    EXPECT_EQ(collected.at(4).errorCategory, ErrorCategory::Cancelled);
}

TEST(LoadGenerator, severalWorkersShareOneSchedule) {
    FakeSession session({milliseconds(1), Nanos(1000), {}, {}}, std::make_unique<SteadyClock>(), 4);
    Collected collected;
    ASSERT_TRUE(runOn(session, closedLoop(3000, 900, 4), collected));
    std::set<std::uint64_t> indexes;
    std::set<std::uint32_t> workers;
    for (const RequestRecord& record : collected.records) {
        indexes.insert(record.index);
        workers.insert(record.worker);
        EXPECT_EQ(record.outcome, Outcome::Ok);
        EXPECT_LE(*record.scheduled, *record.sent);
    }
    EXPECT_EQ(collected.records.size(), 3000u);
    EXPECT_EQ(indexes.size(), 3000u);
    EXPECT_EQ(workers.size(), 4u);
    EXPECT_EQ(collected.tokens, 12'000u);
    EXPECT_EQ(session.prepared, 900);
}

TEST(LoadGenerator, isTheSameTwiceOnAVirtualClock) {
    const auto run = [] {
        FakeSession session = virtualSession({milliseconds(7), Nanos(333'333), {3}, {5}});
        Collected collected;
        EXPECT_TRUE(runOn(session, closedLoop(200, 7, 9), collected,
                          {Phase::Measured, milliseconds(50), false}));
        return collected.records;
    };
    EXPECT_EQ(run(), run());
}

}  // namespace
}  // namespace sagebench
