// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SequenceEngine.h"

#include <gmock/gmock.h>

#include <latch>
#include <map>
#include <thread>

#include "FakeTokenModel.h"

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using test::FakeTokenModel;
using test::Tokens;
using testing::ElementsAre;
using Kind = SequenceEvent::Kind;

SequenceEngineConfig config(int parallel) {
    SequenceEngineConfig config;
    config.parallel = parallel;
    config.kvTokens = 4096;
    config.keptSequences = 4;
    return config;
}

/// Reads events until `ends` requests are over; their answers.
std::map<std::uint64_t, Tokens> answers(SequenceEngine& engine, int ends) {
    std::map<std::uint64_t, Tokens> answers;
    SequenceEvents events;
    while (ends > 0) {
        engine.take(events, kNever);
        for (const SequenceEvent& event : events.events) {
            ends -= event.kind == Kind::Tokens ? 0 : 1;
            for (std::uint32_t i = 0; i < event.tokenCount; ++i) {
                answers[event.id].push_back(events.tokens[event.firstToken + i]);
            }
        }
    }
    return answers;
}

TEST(SequenceEngine, answersRequestsThatComeWhileItWorks) {
    const SteadyClock clock;
    FakeTokenModel model(4096);
    SequenceEngine engine(model, config(4), clock);
    std::thread sender([&] {
        for (int i = 0; i < 50; ++i) {
            engine.submit({static_cast<std::uint64_t>(i), {10 * i, 10 * i + 1}, 3, 0});
        }
    });
    const auto said = answers(engine, 50);
    sender.join();
    ASSERT_EQ(said.size(), 50U);
    EXPECT_THAT(said.at(0), ElementsAre(2, 3, 4));
    EXPECT_THAT(said.at(49), ElementsAre(492, 493, 494));
}

TEST(SequenceEngine, stampsInOrderOfTimeOnItsClock) {
    const SteadyClock clock;
    FakeTokenModel model(4096);
    SequenceEngine engine(model, config(1), clock);
    const Nanos before = clock.now();
    engine.submit({1, {5}, 20, 0});
    SequenceEvents events;
    Nanos last = before;
    for (bool over = false; !over;) {
        engine.take(events, kNever);
        for (const SequenceEvent& event : events.events) {
            EXPECT_GE(event.at, last);
            last = event.at;
            over = event.kind == Kind::Finished;
        }
    }
    EXPECT_LE(last, clock.now());
}

TEST(SequenceEngine, givesBackTheReaderAtTheDeadlineAndAtAWake) {
    const SteadyClock clock;
    FakeTokenModel model(4096);
    SequenceEngine engine(model, config(1), clock);
    SequenceEvents events;
    const Nanos deadline = clock.now() + 2ms;
    engine.take(events, deadline);
    EXPECT_GE(clock.now(), deadline);
    EXPECT_TRUE(events.empty());
    engine.wake();
    engine.take(events, kNever);
    EXPECT_TRUE(events.empty());
}

TEST(SequenceEngine, abortsADecodeThatNobodyWaitsForAnyMore) {
    const SteadyClock clock;
    FakeTokenModel model(4096);
    std::latch decoding(1);
    model.inDecode = [&, first = true]() mutable {
        if (std::exchange(first, false)) {
            decoding.count_down();
            while (!model.aborting) {
                std::this_thread::yield();
            }
        }
    };
    SequenceEngine engine(model, config(2), clock);
    engine.submit({1, Tokens(1000, 5), 100, 0});
    decoding.wait();
    engine.drop(1);
    engine.submit({2, {7}, 2, 0});
    const auto said = answers(engine, 1);
    EXPECT_FALSE(said.contains(1));
    EXPECT_THAT(said.at(2), ElementsAre(8, 9));
}

TEST(SequenceEngine, givesBackWhatWasSaidOfADroppedRequestAndNotTaken) {
    const SteadyClock clock;
    FakeTokenModel model(4096);
    std::latch third(1);
    model.inDecode = [&] {
        if (model.batches.size() == 4) {
            third.count_down();
            while (!model.aborting) {
                std::this_thread::yield();
            }
        }
    };
    SequenceEngine engine(model, config(2), clock);
    engine.submit({1, {5}, 100, 0});
    third.wait();
    const SequenceEvents last = engine.drop(1);
    ASSERT_EQ(last.events.size(), 3U);
    EXPECT_EQ(last.tokens[last.events[2].firstToken], 8);
    SequenceEvents rest;
    engine.take(rest, clock.now());
    EXPECT_TRUE(rest.empty());
}

TEST(SequenceEngine, endsInTheMiddleOfADecode) {
    const SteadyClock clock;
    FakeTokenModel model(4096);
    std::latch decoding(1);
    model.inDecode = [&] {
        decoding.count_down();
        while (!model.aborting) {
            std::this_thread::yield();
        }
    };
    SequenceEngine engine(model, config(2), clock);
    engine.submit({1, {5}, 100, 0});
    decoding.wait();
    EXPECT_FALSE(model.aborting);
}

TEST(SequenceEngine, resetWaitsForWhatIsStillDecoding) {
    const SteadyClock clock;
    FakeTokenModel model(4096);
    SequenceEngine engine(model, config(2), clock);
    for (std::uint64_t id = 1; id <= 20; ++id) {
        engine.submit({id, Tokens(100, 5), 1000, 0});
        SequenceEvents events;
        engine.take(events, kNever);
        engine.drop(id);
        engine.reset();
    }
    engine.beginWindow();
    EXPECT_EQ(engine.counters().peakKvTokens, 0);
}

}  // namespace
}  // namespace sagebench
