// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/RequestFeeder.h"

#include <gtest/gtest.h>

#include <thread>

#include "support/FakeSession.h"

namespace sagebench {
namespace {

using test::FakeSession;

class NumberedPrompts final : public PromptSource {
  public:
    Result<Prompt> make(const PromptAsk& ask, std::span<const ChatMessage>) const override {
        ++made;
        return Prompt{std::to_string(ask.index), {}, {}};
    }
    mutable std::atomic<int> made{0};
};

Schedule scheduleOf(int requests) {
    return measuredSchedule({"w", "", 7, 9, requests, 1, 0, false}, 1, {});
}

TEST(RequestFeeder, givesRequestsInOrderWithPayloadAndAskedLengths) {
    FakeSession session({}, std::make_unique<VirtualClock>());
    NumberedPrompts prompts;
    const Schedule schedule = scheduleOf(3);
    RequestFeeder feeder(schedule, prompts, session, Phase::Warmup, 10);
    feeder.waitUntilReady({});
    for (std::uint64_t i = 0; i < 3; ++i) {
        const auto request = feeder.tryTake();
        ASSERT_TRUE(request);
        EXPECT_EQ(request->record.index, i);
        EXPECT_EQ(request->payload, std::to_string(i));
        EXPECT_EQ(request->record.phase, Phase::Warmup);
        EXPECT_EQ(request->record.promptTokensAsked, 7);
        EXPECT_EQ(request->record.outputTokensAsked, 9);
    }
    EXPECT_TRUE(feeder.exhausted());
    EXPECT_FALSE(feeder.tryTake());
}

TEST(RequestFeeder, isNeverMoreAheadThanAsked) {
    FakeSession session({}, std::make_unique<VirtualClock>());
    NumberedPrompts prompts;
    const Schedule schedule = scheduleOf(1000);
    RequestFeeder feeder(schedule, prompts, session, Phase::Measured, 8);
    feeder.waitUntilReady({});
    for (int taken = 0; taken < 1000; ++taken) {
        ASSERT_LE(prompts.made, taken + 8 + 1);
        while (!feeder.tryTake()) {
            std::this_thread::yield();
        }
    }
    EXPECT_TRUE(feeder.exhausted());
}

TEST(RequestFeeder, canBeGivenUpHalfWay) {
    FakeSession session({}, std::make_unique<VirtualClock>());
    NumberedPrompts prompts;
    const Schedule schedule = scheduleOf(1000);
    {
        RequestFeeder feeder(schedule, prompts, session, Phase::Measured, 4);
        feeder.tryTake();
    }
    EXPECT_LT(prompts.made, 1000);
}

}  // namespace
}  // namespace sagebench
