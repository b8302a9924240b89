// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept, found again and given up, as the scheduler uses it.
#include "backend/llama/SequenceMemory.h"

#include <gmock/gmock.h>

#include "SchedulerHarness.h"

namespace sagebench {
namespace {

using test::numbers;
using test::plain;
using test::Tokens;
using test::withPrefixCache;
using testing::HasSubstr;
using Engine = test::SchedulerHarness;
using Kind = SequenceEvent::Kind;

TEST(SequenceMemory, reusesAllButTheLastTokenOfAPromptThatCameBefore) {
    Engine engine(withPrefixCache(1, 1000));
    engine.submit(1, numbers(100, 50), 10);
    engine.runToTheEnd();
    engine.submit(2, numbers(100, 50), 10);
    engine.runToTheEnd();
    EXPECT_EQ(engine.events.events.back().cachedTokens, 49);
    EXPECT_EQ(engine.answerOf(1), engine.answerOf(2));
    const SequenceCounters counters = engine.scheduler.counters();
    EXPECT_EQ(counters.promptTokens, 100);
    EXPECT_EQ(counters.reusedTokens, 49);
    EXPECT_EQ(counters.evictions, 0);
}

TEST(SequenceMemory, continuesAConversationFromItsLastAnswer) {
    Engine engine(withPrefixCache(1, 1000));
    engine.submit(1, numbers(100, 50), 10);  // processed: 100 … 158
    engine.runToTheEnd();
    engine.submit(2, numbers(100, 80), 1);
    engine.runToTheEnd();
    EXPECT_EQ(engine.events.events.back().cachedTokens, 59);
    EXPECT_EQ(engine.model.sequencesInUse(), 1U) << "the longer one stands for both";
    EXPECT_EQ(engine.model.used(), 80);
    EXPECT_EQ(engine.scheduler.counters().evictions, 0) << "nothing was lost";
}

TEST(SequenceMemory, evictsAtTheThirdPromptWhereTwoHaveRoom) {
    // A request of 50 + 11 tokens takes 60 places; its last token none.
    Engine engine(withPrefixCache(1, 120));
    engine.submit(1, numbers(100, 50), 11);
    engine.submit(2, numbers(200, 50), 11);
    engine.runToTheEnd();
    EXPECT_EQ(engine.scheduler.counters().evictions, 0);
    EXPECT_EQ(engine.model.used(), 120);
    engine.submit(3, numbers(300, 50), 11);
    engine.runToTheEnd();
    EXPECT_EQ(engine.scheduler.counters().evictions, 1);
    EXPECT_EQ(engine.scheduler.counters().peakKvTokens, 120);
}

TEST(SequenceMemory, evictsTheLeastRecentlyUsedAndNeverWhatTheRequestReuses) {
    Engine engine(withPrefixCache(1, 130));
    engine.submit(1, numbers(100, 50), 11);
    engine.submit(2, numbers(200, 50), 11);
    engine.runToTheEnd();
    engine.submit(3, numbers(100, 70), 1);  // begins like 1, of whose 60 places it takes all
    engine.runToTheEnd();
    EXPECT_EQ(engine.events.events.back().cachedTokens, 60);
    EXPECT_EQ(engine.scheduler.counters().evictions, 0) << "ten places were free";
    engine.submit(4, numbers(200, 90), 1);
    engine.runToTheEnd();
    EXPECT_EQ(engine.events.events.back().cachedTokens, 60);
    EXPECT_EQ(engine.scheduler.counters().evictions, 1) << "of 3, although 2 was older";
}

TEST(SequenceMemory, givesUpAMatchThatLeavesNoRoom) {
    Engine engine(withPrefixCache(1, 100));
    engine.submit(1, numbers(100, 10), 81);
    engine.runToTheEnd();
    EXPECT_EQ(engine.model.used(), 90);
    Tokens prompt = numbers(100, 10);  // only this much is the same
    prompt.insert(prompt.end(), 60, 5);
    engine.submit(2, prompt, 21);
    engine.runToTheEnd();
    EXPECT_EQ(engine.lastOf(2), Kind::Finished);
    EXPECT_EQ(engine.events.events.back().cachedTokens, 0);
    EXPECT_EQ(engine.scheduler.counters().evictions, 1);
}

TEST(SequenceMemory, keepsNoMoreSequencesThanItMay) {
    Engine engine(withPrefixCache(1, 1000, /*kept=*/2));
    for (int i = 1; i <= 4; ++i) {
        engine.submit(static_cast<std::uint64_t>(i), numbers(100 * i, 5), 1);
        engine.runToTheEnd();
    }
    EXPECT_EQ(engine.model.sequencesInUse(), 2U);
    EXPECT_EQ(engine.scheduler.counters().evictions, 2);
}

TEST(SequenceMemory, holdsARequestThatHasNoRoomYet) {
    Engine engine(plain(2, 100));
    engine.submit(1, numbers(100, 50), 11);
    engine.submit(2, numbers(200, 50), 11);
    engine.step();
    EXPECT_EQ(engine.model.batches.back().size(), 50U) << "only one runs";
    engine.runToTheEnd();
    EXPECT_EQ(engine.answerOf(2).size(), 11U);
    EXPECT_EQ(engine.scheduler.counters().peakKvTokens, 60);
}

TEST(SequenceMemory, refusesARequestThatCanNeverFit) {
    Engine engine(plain(2, 100));
    engine.submit(1, numbers(100, 90), 12);
    engine.submit(2, {5}, 1);
    engine.runToTheEnd();
    EXPECT_EQ(engine.lastOf(1), Kind::Failed);
    EXPECT_THAT(engine.events.error, HasSubstr("90 prompt and 12 output tokens have no room in a "
                                               "KV cache of 100 tokens"));
    EXPECT_EQ(engine.lastOf(2), Kind::Finished) << "those behind it go on";
}

TEST(SequenceMemory, refusesARequestThatIsTooLongForItsShareOfTheCache) {
    SequenceEngineConfig config = plain(2, 100);
    config.sequenceTokens = 50;
    Engine engine(config);
    engine.submit(1, numbers(100, 40), 12);
    engine.runToTheEnd();
    EXPECT_EQ(engine.lastOf(1), Kind::Failed);
    EXPECT_THAT(engine.events.error, HasSubstr("KV cache of 50 tokens"));
}

TEST(SequenceMemory, triesABatchAgainWithLessKeptWhenTheModelFindsNoRoom) {
    Engine engine(withPrefixCache(1, 1000));
    engine.submit(1, numbers(100, 10), 1);
    engine.runToTheEnd();
    engine.model.troubles = {TokenModel::Decoded::NoRoom};
    engine.submit(2, numbers(200, 10), 2);
    engine.runToTheEnd();
    EXPECT_EQ(engine.lastOf(2), Kind::Finished);
    EXPECT_EQ(engine.scheduler.counters().evictions, 1);
}

TEST(SequenceMemory, beginsAWindowAtZeroAndKeepsWhatItKnows) {
    Engine engine(withPrefixCache(1, 1000));
    engine.submit(1, numbers(100, 50), 1);
    engine.runToTheEnd();
    engine.scheduler.beginWindow();
    EXPECT_EQ(engine.scheduler.counters().promptTokens, 0);
    EXPECT_EQ(engine.scheduler.counters().peakKvTokens, 50) << "they are in use";
    engine.submit(2, numbers(100, 50), 1);
    engine.runToTheEnd();
    EXPECT_EQ(engine.scheduler.counters().reusedTokens, 49);
}

TEST(SequenceMemory, isFreshAfterAReset) {
    Engine engine(withPrefixCache(1, 1000));
    engine.submit(1, numbers(100, 50), 1);
    engine.runToTheEnd();
    engine.scheduler.reset();
    engine.scheduler.beginWindow();
    EXPECT_EQ(engine.model.used(), 0);
    engine.submit(2, numbers(100, 50), 1);
    engine.runToTheEnd();
    EXPECT_EQ(engine.scheduler.counters().reusedTokens, 0);
}

}  // namespace
}  // namespace sagebench
