// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SequenceScheduler.h"

#include <gmock/gmock.h>

#include "SchedulerHarness.h"

namespace sagebench {
namespace {

using test::numbers;
using test::plain;
using test::Tokens;
using test::withPrefixCache;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Engine = test::SchedulerHarness;
using Kind = SequenceEvent::Kind;

TEST(SequenceScheduler, answersWithExactlyTheTokensAsked) {
    Engine engine(plain(1));
    engine.submit(7, {10, 11, 12}, 4);
    engine.runToTheEnd();
    EXPECT_THAT(engine.answerOf(7), ElementsAre(13, 14, 15, 16));
    EXPECT_EQ(engine.lastOf(7), Kind::Finished);
    EXPECT_THAT(engine.batchSizes(), ElementsAre(3, 1, 1, 1)) << "the last token is not processed";
    EXPECT_EQ(engine.model.used(), 0) << "nothing is kept without a prefix cache";
}

TEST(SequenceScheduler, answersOneTokenFromThePromptAlone) {
    Engine engine(plain(1));
    engine.submit(1, {10}, 1);
    engine.runToTheEnd();
    EXPECT_THAT(engine.answerOf(1), ElementsAre(11));
    EXPECT_EQ(engine.batchSizes().size(), 1U);
}

TEST(SequenceScheduler, letsRequestsJoinAndLeaveBetweenSteps) {
    Engine engine(plain(2));
    engine.submit(1, {10, 11}, 2);
    engine.step();
    engine.submit(2, {20, 21, 22}, 3);
    engine.submit(3, {30}, 1);
    engine.runToTheEnd();
    EXPECT_THAT(engine.answerOf(1), ElementsAre(12, 13));
    EXPECT_THAT(engine.answerOf(2), ElementsAre(23, 24, 25));
    EXPECT_THAT(engine.answerOf(3), ElementsAre(31));
    // 1's prompt; 1's token beside 2's prompt; 2's token beside 3's prompt; 2's last step.
    EXPECT_THAT(engine.batchSizes(), ElementsAre(2, 4, 2, 1));
}

std::vector<int> sequencesOf(const std::vector<BatchToken>& batch) {
    std::vector<int> sequences;
    for (const BatchToken& token : batch) {
        sequences.push_back(token.sequence);
    }
    return sequences;
}

/// llama.cpp computes those together that follow on each other.
TEST(SequenceScheduler, sequencesStandInTheirOrderAndWithoutGaps) {
    Engine engine(plain(3));
    engine.submit(1, {10}, 2);
    engine.submit(2, {20}, 6);
    engine.submit(3, {30}, 4);
    engine.step();
    engine.step();  // the end of 1
    engine.submit(4, {40}, 3);
    engine.step();
    EXPECT_THAT(sequencesOf(engine.model.batches.back()), ElementsAre(0, 1, 2));
    engine.runToTheEnd();
    for (const std::uint64_t id : {5, 6, 7}) {
        engine.submit(id, {50}, 2);
    }
    engine.step();
    EXPECT_THAT(sequencesOf(engine.model.batches.back()), ElementsAre(0, 1, 2));
}

TEST(SequenceScheduler, processesALongPromptInPartsBesideAnswers) {
    SequenceEngineConfig config = plain(2);
    config.batch = 64;
    config.promptShare = 16;
    Engine engine(config);
    engine.submit(1, {10}, 10);
    engine.step();
    engine.submit(2, numbers(100, 40), 1);
    engine.runToTheEnd();
    EXPECT_THAT(engine.batchSizes(), ElementsAre(1, 16, 16, 11, 1, 1, 1, 1, 1, 1));
    EXPECT_THAT(engine.answerOf(2), ElementsAre(140));
    EXPECT_EQ(engine.answerOf(1).size(), 10U);
}

TEST(SequenceScheduler, endsAtTheModelsEndOfTextOnlyWhenToldTo) {
    SequenceEngineConfig config = plain(1);
    Engine ignoring(config);
    ignoring.submit(1, {0}, 4);  // counts up: 1, 2 (the end of text), 3, 4
    ignoring.runToTheEnd();
    EXPECT_THAT(ignoring.answerOf(1), ElementsAre(1, 2, 3, 4));

    config.ignoreEos = false;
    Engine heeding(config);
    heeding.submit(1, {0}, 4);
    heeding.runToTheEnd();
    EXPECT_THAT(heeding.answerOf(1), ElementsAre(1, 2));
    EXPECT_TRUE(heeding.events.events.back().endOfText);
}

TEST(SequenceScheduler, saysTheSameWithSpeculationInFewerSteps) {
    const auto pattern = [](const Tokens& tokens) { return tokens[tokens.size() - 4]; };
    const Tokens prompt = {1, 5, 9, 3, 1, 5, 9, 3};
    Engine alone(plain(1));
    alone.model.next = pattern;
    alone.submit(1, prompt, 20);
    alone.runToTheEnd();

    SequenceEngineConfig config = plain(1);
    config.speculate = 3;
    Engine drafting(config);
    drafting.model.next = pattern;
    drafting.submit(1, prompt, 20);
    drafting.runToTheEnd();

    EXPECT_EQ(drafting.answerOf(1), alone.answerOf(1));
    EXPECT_EQ(alone.batchSizes().size(), 20U);
    // The prompt's step gives one token, four more steps give four each, the last the three left.
    EXPECT_THAT(drafting.batchSizes(), ElementsAre(8, 4, 4, 4, 4, 3));
    const SequenceCounters counters = drafting.scheduler.counters();
    EXPECT_EQ(counters.drafted, 14);
    EXPECT_EQ(counters.accepted, 14);
}

TEST(SequenceScheduler, takesRejectedDraftsOutOfTheMemory) {
    SequenceEngineConfig config = plain(1);
    config.speculate = 3;
    Engine engine(config);
    // Counts up, but the prompt suggests that 12 follows 11 after which comes 50.
    engine.submit(1, {11, 50, 51, 52, 10}, 4);
    engine.runToTheEnd();
    EXPECT_THAT(engine.answerOf(1), ElementsAre(11, 12, 13, 14));
    const SequenceCounters counters = engine.scheduler.counters();
    EXPECT_EQ(counters.drafted, 2) << "50 and 51 after 11: two tokens are left beside the next";
    EXPECT_EQ(counters.accepted, 0);
    EXPECT_EQ(counters.peakKvTokens, 8);
}

TEST(SequenceScheduler, dropsARequestAtOnceAndItsMemoryBeforeTheNextStep) {
    Engine engine(plain(2));
    engine.submit(1, numbers(100, 10), 100);
    engine.submit(2, numbers(200, 10), 3);
    engine.step();
    EXPECT_TRUE(engine.scheduler.drop(1));
    EXPECT_FALSE(engine.scheduler.drop(1));
    EXPECT_FALSE(engine.scheduler.idle());
    engine.runToTheEnd();
    EXPECT_EQ(engine.answerOf(1).size(), 1U) << "what was told before";
    EXPECT_EQ(engine.lastOf(2), Kind::Finished);
    EXPECT_TRUE(engine.scheduler.idle());
    EXPECT_EQ(engine.model.used(), 0);
}

TEST(SequenceScheduler, dropsARequestThatWaits) {
    Engine engine(plain(1));
    engine.submit(1, {1}, 2);
    engine.submit(2, {1}, 2);
    engine.step();
    EXPECT_TRUE(engine.scheduler.drop(2));
    engine.runToTheEnd();
    EXPECT_THAT(engine.answerOf(2), IsEmpty());
}

TEST(SequenceScheduler, failsWhatRunsWhenTheModelFailsAndGoesOnWithTheNext) {
    Engine engine(plain(1));
    engine.model.troubles = {TokenModel::Decoded::Failed};
    engine.submit(1, {10}, 2);
    engine.submit(2, {20}, 2);
    engine.runToTheEnd();
    EXPECT_EQ(engine.lastOf(1), Kind::Failed);
    EXPECT_THAT(engine.events.error, HasSubstr("could not process a batch"));
    EXPECT_THAT(engine.answerOf(2), ElementsAre(21, 22));
}

TEST(SequenceScheduler, triesAnAbortedBatchAgain) {
    Engine engine(plain(1));
    engine.model.troubles = {TokenModel::Decoded::Aborted};
    engine.submit(1, {10, 11}, 2);
    engine.runToTheEnd();
    EXPECT_THAT(engine.answerOf(1), ElementsAre(12, 13));
}

TEST(SequenceScheduler, failsWhatCannotGoBackToBeforeAnAbortedBatch) {
    Engine engine(plain(1));
    engine.model.canBeCut = false;
    engine.submit(1, {10, 11}, 3);
    engine.step();
    engine.model.troubles = {TokenModel::Decoded::Aborted};
    engine.runToTheEnd();
    EXPECT_EQ(engine.lastOf(1), Kind::Failed);
    EXPECT_THAT(engine.events.error, HasSubstr("can't go back"));
    EXPECT_EQ(engine.model.used(), 0);
}

TEST(SequenceScheduler, countsTokensAndTimeOfStepsThatDidOneThingOnly) {
    Engine engine(plain(2));
    engine.submit(1, numbers(100, 30), 3);  // prompt alone
    engine.step();
    engine.submit(2, numbers(200, 20), 2);  // its prompt beside 1's second token
    engine.runToTheEnd();                   // then both generate once
    const SequenceCounters counters = engine.scheduler.counters();
    EXPECT_EQ(counters.prefillTokens, 50);
    EXPECT_EQ(counters.prefillOnlyTokens, 30);
    EXPECT_EQ(counters.prefillTime, std::chrono::milliseconds(10));
    EXPECT_EQ(counters.decodeTokens, 5);
    EXPECT_EQ(counters.decodeOnlyTokens, 2);
    EXPECT_EQ(counters.decodeTime, std::chrono::milliseconds(10));
}

TEST(EngineFigures, ofTheCountersAreRatesAndPeaks) {
    SequenceEngineConfig config = withPrefixCache(4, 1000);
    config.speculate = 4;
    config.kvBytesPerToken = 2048;
    SequenceCounters counters;
    counters.promptTokens = 200;
    counters.reusedTokens = 50;
    counters.drafted = 10;
    counters.accepted = 4;
    counters.evictions = 3;
    counters.evictTime = std::chrono::microseconds(1500);
    counters.peakKvTokens = 512;
    counters.prefillOnlyTokens = 1000;
    counters.prefillTime = std::chrono::milliseconds(500);
    counters.decodeOnlyTokens = 30;
    counters.decodeTime = std::chrono::milliseconds(250);
    const EngineFigures figures = figuresOf(counters, config);
    EXPECT_EQ(figures.kvUsedTokens, 512);
    EXPECT_EQ(figures.kvUsedBytes, 1'048'576);
    EXPECT_EQ(figures.prefixHitRate, 0.25);
    EXPECT_EQ(figures.evictCount, 3);
    EXPECT_EQ(figures.evictUnit, "sequences");
    EXPECT_EQ(figures.evictMs, 1.5);
    EXPECT_EQ(figures.specAcceptRate, 0.4);
    EXPECT_EQ(figures.prefillTps, 2000);
    EXPECT_EQ(figures.decodeTps, 120);
}

TEST(EngineFigures, areAbsentWhereThereIsNothingToTell) {
    const EngineFigures figures = figuresOf({}, plain(1));
    EXPECT_EQ(figures.prefixHitRate, std::nullopt);
    EXPECT_EQ(figures.evictCount, std::nullopt);
    EXPECT_EQ(figures.specAcceptRate, std::nullopt);
    EXPECT_EQ(figures.kvUsedBytes, std::nullopt);
    EXPECT_EQ(figures.prefillTps, std::nullopt);
    EXPECT_EQ(figures.decodeTps, std::nullopt);
}

TEST(GreedyToken, isTheFirstOfTheGreatest) {
    EXPECT_EQ(greedyToken(std::vector<float>{0.5F, 2.0F, -1.0F, 2.0F}), 1);
}

}  // namespace
}  // namespace sagebench
