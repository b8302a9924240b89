// SPDX-License-Identifier: GPL-3.0-or-later
// The load generator on open loops, durations, ramps and conversations, in virtual time.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/LoadGenerator.h"
#include "support/FakeSession.h"

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::FakeBehaviour;
using test::FakeSession;

/// What was asked, and what had been said before, as text.
class RecordingPrompts final : public PromptSource {
  public:
    Result<Prompt> make(const PromptAsk& ask, std::span<const ChatMessage> history) const override {
        if (ask.index == failAt) {
            return fail(ErrorKind::Io, "the file is gone");
        }
        return Prompt{"p" + std::to_string(ask.row) + "." + std::to_string(ask.turn),
                      {},
                      {history.begin(), history.end()}};
    }
    std::uint64_t failAt = ~std::uint64_t{0};
};

struct Outcomes final : LoadObserver {
    void begun(Nanos) override {}
    void collected(LiveInterval& interval, Nanos) override {
        std::move(interval.finished.begin(), interval.finished.end(), std::back_inserter(records));
    }
    void measuring() override { measuringSeen = true; }

    std::size_t count(Phase phase) const {
        return static_cast<std::size_t>(std::ranges::count(records, phase, &RequestRecord::phase));
    }
    const RequestRecord& at(std::uint64_t index) const {
        return *std::ranges::find(records, index, &RequestRecord::index);
    }
    std::vector<RequestRecord> records;
    bool measuringSeen = false;
    LoadOutcome outcome;
};

/// Each answer: 10 ms to the first token, then 1 ms a token.
Outcomes runOf(const WorkloadSpec& spec, FakeBehaviour behaviour = {},
               const RecordingPrompts& prompts = {}, LoadOptions options = {}) {
    FakeSession session(std::move(behaviour), std::make_unique<VirtualClock>());
    Outcomes outcomes;
    const auto outcome = generateLoad(session, measuredSchedule(spec, 1, {}), prompts, options,
                                      outcomes, std::stop_token());
    EXPECT_TRUE(outcome);
    outcomes.outcome = *outcome;
    return outcomes;
}

/// Answers of 12 ms.
WorkloadSpec closedLoop(int slots) {
    WorkloadSpec spec{"w", "", 8, 3, 0, slots, 0, false};
    return spec;
}

WorkloadSpec openLoop(double rate, int requests) {
    WorkloadSpec spec = closedLoop(1);
    spec.numRequests = requests;
    spec.arrival.process = ArrivalProcess::Constant;
    spec.arrival.rate = rate;
    return spec;
}

TEST(Traffic, anOpenLoopNeverWaitsForAnswers) {
    const Outcomes run = runOf(openLoop(1000, 50), {seconds(5), milliseconds(1), {}, {}});
    for (std::uint64_t i = 0; i < 50; ++i) {
        EXPECT_EQ(run.at(i).scheduled, Stamp(milliseconds(i)));
        EXPECT_EQ(run.at(i).sent, Stamp(milliseconds(i)));
    }
}

TEST(Traffic, aCapLetsRequestsWaitAndKeepsTheirTimes) {
    WorkloadSpec spec = openLoop(1000, 4);
    spec.arrival.maxInFlight = 1;
    const Outcomes run = runOf(spec);
    EXPECT_EQ(run.at(2).scheduled, Stamp(milliseconds(2)));
    EXPECT_EQ(run.at(2).sent, Stamp(milliseconds(24)));
    EXPECT_EQ(run.at(3).scheduled, Stamp(milliseconds(3)));
    EXPECT_EQ(run.at(3).sent, Stamp(milliseconds(36)));
}

TEST(Traffic, whatACapStillHoldsBackAfterTheGraceIsToldAsCancelled) {
    WorkloadSpec spec = openLoop(100, 0);
    spec.arrival.maxInFlight = 1;
    spec.duration = milliseconds(100);  // ten are due, each takes 12 ms
    spec.grace = milliseconds(1);
    const Outcomes run = runOf(spec);
    ASSERT_EQ(run.records.size(), 10u);
    EXPECT_EQ(run.at(7).outcome, Outcome::Ok);
    EXPECT_EQ(run.at(8).outcome, Outcome::Cancelled);  // in flight at 101 ms
    EXPECT_TRUE(run.at(8).sent);
    EXPECT_EQ(run.at(9).outcome, Outcome::Cancelled);
    EXPECT_EQ(run.at(9).scheduled, Stamp(milliseconds(90)));
    EXPECT_FALSE(run.at(9).sent);
}

TEST(Traffic, aClosedLoopEndsByTime) {
    WorkloadSpec spec = closedLoop(2);
    spec.duration = milliseconds(100);
    const Outcomes run = runOf(spec);
    EXPECT_EQ(run.records.size(), 18u);  // begun at 0, 12, … 96 ms, two at a time
    EXPECT_EQ(run.count(Phase::Measured), 18u);
    for (const RequestRecord& record : run.records) {
        EXPECT_EQ(record.outcome, Outcome::Ok);
        EXPECT_LT(*record.scheduled, milliseconds(100));
    }
}

TEST(Traffic, aClosedLoopEndsByNumberIfThatComesFirst) {
    WorkloadSpec spec = closedLoop(2);
    spec.numRequests = 5;
    spec.duration = seconds(100);
    EXPECT_EQ(runOf(spec).records.size(), 5u);
}

TEST(Traffic, warmUpAndCoolDownAreToldApart) {
    WorkloadSpec spec = closedLoop(1);
    spec.warmupTime = milliseconds(50);
    spec.duration = milliseconds(100);
    spec.cooldown = milliseconds(30);
    const Outcomes run = runOf(spec);
    EXPECT_EQ(run.count(Phase::Warmup), 5u);    // 0, 12, 24, 36, 48
    EXPECT_EQ(run.count(Phase::Measured), 8u);  // 60 … 144
    EXPECT_EQ(run.count(Phase::Cooldown), 2u);  // 156, 168
    EXPECT_TRUE(run.measuringSeen);
}

TEST(Traffic, whatIsInFlightAfterTheGraceIsCancelledAndNoFailure) {
    WorkloadSpec spec = closedLoop(1);
    spec.duration = milliseconds(5);
    spec.grace = milliseconds(20);
    const Outcomes run = runOf(spec, {seconds(1), milliseconds(1), {}, {}});
    ASSERT_EQ(run.records.size(), 1u);
    EXPECT_EQ(run.records[0].outcome, Outcome::Cancelled);
    EXPECT_EQ(run.records[0].finished, Stamp(milliseconds(25)));
    EXPECT_EQ(run.records[0].errorMessage,
              "not finished 0.02 s after the last request was due (--grace)");
    EXPECT_FALSE(run.outcome.interrupted);
}

TEST(Traffic, usersThink) {
    WorkloadSpec spec = closedLoop(1);
    spec.numRequests = 3;
    spec.thinkTime = milliseconds(88);
    const Outcomes run = runOf(spec);
    EXPECT_EQ(run.at(1).scheduled, Stamp(milliseconds(100)));
    EXPECT_EQ(run.at(2).scheduled, Stamp(milliseconds(200)));
}

TEST(Traffic, aRampOpensAndClosesSlots) {
    WorkloadSpec spec = closedLoop(1);
    spec.arrival.ramp = *parseRamp("steps:1,3,1:24ms");
    spec.duration = milliseconds(72);
    const Outcomes run = runOf(spec);
    const auto begunIn = [&](int from, int to) {
        return std::ranges::count_if(run.records, [&](const RequestRecord& record) {
            return *record.scheduled >= milliseconds(from) && *record.scheduled < milliseconds(to);
        });
    };
    EXPECT_EQ(begunIn(0, 24), 2);   // one at a time
    EXPECT_EQ(begunIn(24, 48), 6);  // three
    EXPECT_EQ(begunIn(48, 72), 2);  // one again
}

TEST(Traffic, conversationsCarryTheRealAnswers) {
    WorkloadSpec spec = closedLoop(1);
    spec.numRequests = 2;
    spec.turns = 2;
    spec.thinkTime = milliseconds(8);
    const Outcomes run = runOf(spec, {}, {}, {Phase::Measured, seconds(60), true});
    ASSERT_EQ(run.records.size(), 4u);
    EXPECT_EQ(run.at(1).scheduled, Stamp(milliseconds(20)));  // 12 + 8
    EXPECT_EQ(run.at(2).scheduled, Stamp(milliseconds(40)));  // the slot's next conversation
    EXPECT_EQ(run.at(1).conversation, 0);
    EXPECT_EQ(run.at(1).turn, 1);
    EXPECT_EQ(run.at(3).conversation, 1);
    EXPECT_EQ(run.at(0).promptTokensAsked, 8);
    EXPECT_EQ(run.at(1).promptTokensAsked, std::nullopt);
    EXPECT_EQ(run.at(1).text, "[user p0.0][assistant " + run.at(0).text + "]p0.1");
}

TEST(Traffic, textsAreNotKeptForTheSakeOfConversations) {
    WorkloadSpec spec = closedLoop(1);
    spec.numRequests = 1;
    spec.turns = 3;
    for (const RequestRecord& record : runOf(spec).records) {
        EXPECT_EQ(record.text, "");
    }
}

TEST(Traffic, conversationsOfAnOpenLoopBeginAtTheirTimes) {
    WorkloadSpec spec = openLoop(10, 3);
    spec.turns = 2;
    const Outcomes run = runOf(spec);
    EXPECT_EQ(run.at(0).scheduled, Stamp(milliseconds(0)));
    EXPECT_EQ(run.at(1).scheduled, Stamp(milliseconds(12)));
    EXPECT_EQ(run.at(2).scheduled, Stamp(milliseconds(100)));
    EXPECT_EQ(run.at(5).scheduled, Stamp(milliseconds(212)));
}

TEST(Traffic, aFailedTurnEndsItsConversationAndItsSlotGoesOn) {
    WorkloadSpec spec = closedLoop(1);
    spec.numRequests = 2;
    spec.turns = 3;
    const Outcomes run = runOf(spec, {milliseconds(10), milliseconds(1), {}, {1}});
    EXPECT_EQ(run.records.size(), 2u + 3u);
    EXPECT_EQ(run.at(1).outcome, Outcome::Failed);
    EXPECT_EQ(run.outcome.turnsNotSent, 1u);
    EXPECT_EQ(run.at(5).outcome, Outcome::Ok);
}

TEST(Traffic, aPromptThatCanNotBeMadeEndsTheLoadAndKeepsWhatWasMeasured) {
    WorkloadSpec spec = closedLoop(1);
    spec.numRequests = 10;
    RecordingPrompts prompts;
    prompts.failAt = 4;
    const Outcomes run = runOf(spec, {}, prompts);
    EXPECT_EQ(run.records.size(), 4u);
    ASSERT_TRUE(run.outcome.error);
    EXPECT_EQ(run.outcome.error->message, "the file is gone");
}

TEST(Traffic, conversationsAreTheSameTwice) {
    WorkloadSpec spec = openLoop(200, 40);
    spec.arrival.process = ArrivalProcess::Gamma;
    spec.arrival.burstiness = 0.5;
    spec.turns = 3;
    spec.promptTokens = *TokenLengths::parse("uniform:10-50");
    EXPECT_EQ(runOf(spec).records, runOf(spec).records);
}

TEST(Traffic, aClosedLoopWithAWarmUpByTimeCountsOnlyWhatIsMeasured) {
    WorkloadSpec spec = closedLoop(2);
    spec.numRequests = 7;
    spec.warmupTime = milliseconds(30);
    spec.duration = seconds(100);
    const Outcomes run = runOf(spec);
    EXPECT_EQ(run.count(Phase::Warmup), 6u);  // at 0, 12 and 24 ms
    EXPECT_EQ(run.count(Phase::Measured), 7u);
}

TEST(Traffic, conversationsAreNumberedWhateverRowsTheyCome) {
    WorkloadSpec spec = closedLoop(1);
    spec.numRequests = 3;
    spec.turns = 2;
    auto rows = std::make_shared<RecordedRequests>();
    rows->rows = 2;
    rows->outputTokens = {3, 3};
    FakeSession session({}, std::make_unique<VirtualClock>());
    Outcomes run;
    ASSERT_TRUE(generateLoad(session, measuredSchedule(spec, 1, {}, rows), RecordingPrompts(), {},
                             run, std::stop_token()));
    EXPECT_EQ(run.at(4).conversation, 2);
}

/// In real time, over several threads.
Outcomes realRunOf(const WorkloadSpec& spec, int workers) {
    FakeSession session({Nanos(500'000), Nanos(10'000), {}, {}}, std::make_unique<SteadyClock>(),
                        workers);
    Outcomes outcomes;
    EXPECT_TRUE(generateLoad(session, measuredSchedule(spec, 1, {}), RecordingPrompts(), {},
                             outcomes, std::stop_token()));
    return outcomes;
}

TEST(Traffic, aWorkerWhoseSlotsAreGoneLeavesTheRestToOthers) {
    WorkloadSpec spec = closedLoop(1);
    spec.arrival.ramp = *parseRamp("linear:512-1:50ms");
    spec.numRequests = 5000;
    EXPECT_EQ(realRunOf(spec, 2).records.size(), 5000u);
}

TEST(Traffic, aCapOfSeveralWorkersLetsAllRequestsOut) {
    WorkloadSpec spec = openLoop(100'000, 5000);
    spec.arrival.maxInFlight = 600;
    const Outcomes run = realRunOf(spec, 3);
    EXPECT_EQ(run.records.size(), 5000u);
}

TEST(Traffic, conversationsOfSeveralWorkersAreWhole) {
    WorkloadSpec spec = closedLoop(600);
    spec.numRequests = 1000;
    spec.turns = 3;
    const Outcomes run = realRunOf(spec, 3);
    ASSERT_EQ(run.records.size(), 3000u);
    for (std::uint64_t i = 0; i < 3000; i += 3) {
        EXPECT_LE(*run.at(i).finished, *run.at(i + 1).scheduled);
        EXPECT_LE(*run.at(i + 1).finished, *run.at(i + 2).scheduled);
    }
}

}  // namespace
}  // namespace sagebench
