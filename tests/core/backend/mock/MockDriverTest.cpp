// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ClosedLoop.h"

namespace sagebench {
namespace {

using test::ClosedLoop;
using test::openMock;
using test::promptOf;
using test::virtually;
using testing::ElementsAre;
using testing::HasSubstr;

Stamp ms(double t) {
    return fromMs(t);
}

TEST(MockDriver, aRecordIsComplete) {
    const auto session = openMock(virtually()).value();
    ClosedLoop loop(*session);
    loop.add(0, promptOf(1, 100), 3);
    loop.run(1);
    const RequestRecord& r = loop.record(0);
    EXPECT_EQ(r.outcome, Outcome::Ok);
    EXPECT_EQ(r.errorCategory, ErrorCategory::None);
    EXPECT_EQ(r.finishReason, "length");
    EXPECT_EQ(r.promptTokens, 100);
    EXPECT_EQ(r.cachedTokens, 0);
    EXPECT_EQ(r.outputTokens, 3);
    EXPECT_EQ(r.tokenCountBasis, TokenCountBasis::Usage);
    EXPECT_EQ(r.httpStatus, std::nullopt);
    EXPECT_EQ(r.connected, ms(0));
    EXPECT_EQ(r.sent, ms(0));
    EXPECT_EQ(r.written, ms(0));
    EXPECT_EQ(r.firstByte, ms(12));
    EXPECT_EQ(r.firstToken, ms(12));
    EXPECT_EQ(r.firstOutputToken, ms(12));
    EXPECT_EQ(r.finished, ms(22));
    ASSERT_EQ(r.chunks.size(), 3u);
    EXPECT_EQ(r.chunks[1], (TokenEvent{fromMs(17), 1}));
    EXPECT_EQ(r.text, "");
}

TEST(MockDriver, aSuccessorArrivesWhenItsPredecessorEnds) {
    const auto session = openMock(virtually()).value();
    ClosedLoop loop(*session);
    loop.add(0, promptOf(0, 100), 2);
    loop.add(1, promptOf(1, 100), 4);
    loop.add(2, promptOf(2, 100), 2);
    loop.add(3, promptOf(3, 100), 2);
    loop.run(2);
    EXPECT_EQ(loop.record(0).finished, ms(17));
    EXPECT_EQ(loop.record(1).finished, ms(27));
    EXPECT_EQ(loop.record(2).scheduled, ms(17));
    EXPECT_EQ(loop.record(2).sent, ms(17));
    EXPECT_EQ(loop.record(2).finished, ms(34));
    EXPECT_EQ(loop.record(3).scheduled, ms(27));
    EXPECT_EQ(loop.record(3).finished, ms(44));
    EXPECT_EQ(session->endWindow().lateArrivals, 0);
}

TEST(MockDriver, comesBackAfterEachFinishEvenOfOneTime) {
    const auto session = openMock(virtually()).value();
    ClosedLoop loop(*session);
    loop.submit(loop.add(0, promptOf(0, 100), 2), Nanos(0));
    loop.submit(loop.add(1, promptOf(1, 100), 2), Nanos(0));
    loop.driver().runUntil(kNever);
    ASSERT_EQ(loop.ended().size(), 1u);
    EXPECT_EQ(loop.ended()[0]->spec.index, 0u);
    EXPECT_EQ(loop.ended()[0]->freedAt, ms(17));
    loop.driver().runUntil(kNever);
    EXPECT_EQ(loop.ended().size(), 2u);
}

TEST(MockDriver, movesTheClockToTheDeadlineAndNoFurther) {
    const auto session = openMock(virtually()).value();
    ClosedLoop loop(*session);
    loop.driver().runUntil(fromMs(3));
    EXPECT_EQ(session->clock().now(), fromMs(3));
    loop.driver().runUntil(kNever);
    EXPECT_EQ(session->clock().now(), fromMs(3));
    loop.submit(loop.add(0, promptOf(0, 100), 2), fromMs(3));
    loop.driver().runUntil(fromMs(16));
    EXPECT_EQ(session->clock().now(), fromMs(16));
    EXPECT_EQ(loop.record(0).chunks.size(), 1u);
    loop.driver().runUntil(fromMs(100));
    EXPECT_EQ(session->clock().now(), fromMs(20)) << "where the request ended";
}

TEST(MockDriver, wakeBringsItBackEvenBeforehand) {
    const auto session = openMock(virtually()).value();
    ClosedLoop loop(*session);
    loop.submit(loop.add(0, promptOf(0, 100), 2), Nanos(0));
    loop.driver().wake();
    loop.driver().runUntil(kNever);
    EXPECT_TRUE(loop.record(0).chunks.empty());
    loop.driver().runUntil(kNever);
    EXPECT_EQ(loop.record(0).chunks.size(), 2u);
}

std::vector<RequestRecord> mixedRun(std::uint64_t seed) {
    const auto session = openMock(virtually({{"jitter", "0.3"},
                                             {"spec_tokens", "3"},
                                             {"spec_accept", "0.6"},
                                             {"fail_rate", "0.2"},
                                             {"fail_kind", "reset"},
                                             {"kv_tokens", "1024"},
                                             {"slots", "4"}}),
                                  seed)
                             .value();
    ClosedLoop loop(*session, true);
    for (std::uint64_t i = 0; i < 60; ++i) {
        loop.add(i, promptOf(static_cast<int>(i % 7), 90), 40);
    }
    loop.run(6);
    return loop.records();
}

TEST(MockDriver, aSeedRepeatsARunToTheLastNanosecond) {
    const auto first = mixedRun(5);
    EXPECT_EQ(first, mixedRun(5));
    EXPECT_NE(first, mixedRun(6));
}

TEST(MockDriver, failuresHitTheirShareAndTheOthersGoOn) {
    const auto records = mixedRun(5);
    const auto failed = std::count_if(records.begin(), records.end(), [](const RequestRecord& r) {
        return r.outcome == Outcome::Failed;
    });
    EXPECT_GT(failed, 4);
    EXPECT_LT(failed, 25);
    for (const RequestRecord& r : records) {
        EXPECT_TRUE(r.finished.has());
        if (r.outcome == Outcome::Ok) {
            EXPECT_EQ(r.outputTokens, 40);
        }
    }
}

TEST(MockDriver, textsAreWordsOnlyWhereTheyAreKept) {
    const auto session = openMock(virtually()).value();
    ClosedLoop loop(*session, true);
    loop.add(0, promptOf(0, 100), 6);
    loop.run(1);
    const std::string& text = loop.record(0).text;
    EXPECT_EQ(std::count(text.begin(), text.end(), ' '), 5) << text;
    EXPECT_THAT(text, testing::MatchesRegex("[a-z]+( [a-z]+)+"));
}

RequestRecord failing(const std::string& kind) {
    const auto session = openMock(virtually({{"fail_rate", "1"}, {"fail_kind", kind}})).value();
    ClosedLoop loop(*session);
    loop.add(0, promptOf(0, 100), 6);
    loop.run(1);
    return loop.record(0);
}

TEST(MockDriver, aRefusedRequestWasNeverSent) {
    const RequestRecord r = failing("refused");
    EXPECT_EQ(r.outcome, Outcome::Failed);
    EXPECT_EQ(r.errorCategory, ErrorCategory::Connect);
    EXPECT_EQ(r.errorMessage, "connection refused (injected by fail_rate)");
    EXPECT_EQ(r.connected, Stamp());
    EXPECT_EQ(r.sent, Stamp());
    EXPECT_EQ(r.firstByte, Stamp());
    EXPECT_EQ(r.finished, ms(0));
    EXPECT_EQ(r.outputTokens, std::nullopt);
}

TEST(MockDriver, aResetLeavesATruncatedAnswer) {
    const RequestRecord r = failing("reset");
    EXPECT_EQ(r.errorCategory, ErrorCategory::Truncated);
    EXPECT_THAT(r.errorMessage, HasSubstr("reset in the middle"));
    EXPECT_GE(r.chunks.size(), 1u);
    EXPECT_LT(r.chunks.size(), 6u);
    EXPECT_EQ(r.outputTokens, static_cast<int>(r.chunks.size()));
    EXPECT_EQ(r.finishReason, "");
}

TEST(MockDriver, aMalformedChunkIsAProtocolFailureAfterTheFirst) {
    const RequestRecord r = failing("malformed");
    EXPECT_EQ(r.errorCategory, ErrorCategory::Protocol);
    EXPECT_EQ(r.chunks.size(), 1u);
    EXPECT_EQ(r.finished, ms(17));
}

TEST(MockDriver, aStallLastsUntilItIsCancelled) {
    const auto session = openMock(virtually({{"fail_rate", "1"}, {"fail_kind", "stall"}})).value();
    ClosedLoop loop(*session);
    ActiveRequest& request = loop.add(0, promptOf(0, 100), 6);
    loop.submit(request, Nanos(0));
    loop.driver().runUntil(fromMs(600));
    EXPECT_TRUE(loop.ended().empty());
    EXPECT_EQ(session->clock().now(), fromMs(600));
    loop.driver().cancel(request, Outcome::Failed, ErrorCategory::Timeout, "no end after 600 ms");
    ASSERT_EQ(loop.ended().size(), 1u);
    EXPECT_EQ(request.record.outcome, Outcome::Failed);
    EXPECT_EQ(request.record.errorCategory, ErrorCategory::Timeout);
    EXPECT_EQ(request.record.errorMessage, "no end after 600 ms");
    EXPECT_EQ(request.record.finished, ms(600));
    EXPECT_EQ(request.freedAt, ms(600));
    EXPECT_EQ(request.record.outputTokens, static_cast<int>(request.record.chunks.size()));
}

TEST(MockDriver, whatCanNeverFitIsAnEngineFailureThatSaysWhatToDo) {
    const auto session = openMock(virtually({{"kv_tokens", "64"}})).value();
    ClosedLoop loop(*session);
    loop.add(0, promptOf(0, 100), 20);
    loop.run(1);
    EXPECT_EQ(loop.record(0).errorCategory, ErrorCategory::Engine);
    EXPECT_EQ(
        loop.record(0).errorMessage,
        "the KV cache is too small for the request: 100 prompt and 20 output tokens are 8 blocks "
        "of 16, and it has 4; give the engine a higher kv_tokens");
    EXPECT_EQ(loop.record(0).outputTokens, 0);
}

TEST(MockDriver, takesOutOfTheEngineWhatItLeavesBehind) {
    const auto session = openMock(virtually({{"slots", "1"}})).value();
    ClosedLoop left(*session);
    left.submit(left.add(0, promptOf(0, 100), 100), Nanos(0));
    left.driver().runUntil(fromMs(20));
    left.dropDriver();
    ClosedLoop loop(*session);
    loop.add(1, promptOf(1, 100), 1);
    loop.run(1);
    EXPECT_EQ(loop.record(0).finished, ms(32));
}

TEST(MockDriver, aPromptWithoutIdsIsReadAsWords) {
    const auto session = openMock(virtually()).value();
    ClosedLoop loop(*session);
    loop.add(0, {}, 1).prompt.text = "one two three four";
    loop.run(1);
    EXPECT_EQ(loop.record(0).promptTokens, 4);
    EXPECT_EQ(loop.record(0).finished, ms(10.08));
}

}  // namespace
}  // namespace sagebench
