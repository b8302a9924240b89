// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/SloJudgement.h"

#include <gtest/gtest.h>

#include "support/Records.h"

namespace sagebench {
namespace {

using test::cancelledRecord;
using test::failedRecord;
using test::okRecord;

std::vector<Slo> slos(std::string_view text) {
    return parseSlos(text).value();
}

/// A record and what views have of it must be judged alike.
bool judged(std::string_view limits, const RequestRecord& record) {
    const bool met = meets(slos(limits), record);
    EXPECT_EQ(meets(slos(limits), briefOf(record)), met) << limits;
    return met;
}

/// Due at 0, sent at 10 ms; tokens at 110, 130, 150 and 170 ms, done at 175 ms.
RequestRecord request() {
    return okRecord({.scheduledMs = 0,
                     .sentMs = 10,
                     .chunksMs = {110, 130, 150, 170},
                     .chunkTokens = {1, 1, 1, 1},
                     .finishedMs = 175,
                     .output = 4});
}

TEST(SloJudgement, aLatencyThatIsTheLimitMeetsIt) {
    EXPECT_TRUE(judged("ttft=100ms", request()));
    EXPECT_FALSE(judged("ttft=99.999ms", request()));
    EXPECT_TRUE(judged("ttft_scheduled=110ms", request()));
    EXPECT_FALSE(judged("ttft_scheduled=109ms", request()));
    EXPECT_TRUE(judged("tpot=20ms", request()));
    EXPECT_FALSE(judged("tpot=19ms", request()));
    EXPECT_TRUE(judged("tbt=20ms", request()));
    EXPECT_FALSE(judged("tbt=19ms", request()));
    EXPECT_TRUE(judged("e2el=160ms", request()));
    EXPECT_FALSE(judged("e2el=159ms", request()));
    EXPECT_TRUE(judged("e2el_scheduled=170ms", request()));
    EXPECT_FALSE(judged("e2el_scheduled=169ms", request()));
}

TEST(SloJudgement, aDivisionsRoundingMissesNothing) {
    // 0.7 ms / 7 is a little more or less than 0.1 ms in binary.
    const RequestRecord record =
        okRecord({.chunksMs = {1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7}, .output = 8});
    EXPECT_TRUE(judged("tpot=100us", record));
    EXPECT_FALSE(judged("tpot=99.999us", record));
}

TEST(SloJudgement, everyLimitOnEachRequestMustBeMet) {
    EXPECT_TRUE(judged("ttft=100ms,tpot=20ms,e2el=160ms", request()));
    EXPECT_FALSE(judged("ttft=100ms,tpot=19ms,e2el=160ms", request()));
}

TEST(SloJudgement, percentilesAreNoLimitOnARequest) {
    EXPECT_TRUE(judged("p50:ttft=1ms", request()));
}

TEST(SloJudgement, aRequestThatDidNotSucceedMeetsNothing) {
    EXPECT_FALSE(judged(
        "ttft=1s", failedRecord({.chunksMs = {5}, .output = 1}, ErrorCategory::Timeout, "slow")));
    EXPECT_FALSE(judged("ttft=1s", cancelledRecord({.chunksMs = {5}, .output = 1})));
}

TEST(SloJudgement, tpotAndTbtJudgeNoAnswerOfOneToken) {
    const RequestRecord one = okRecord({.chunksMs = {10}, .output = 1});
    EXPECT_TRUE(judged("tpot=1ms", one));
    EXPECT_TRUE(judged("tbt=1ms", one));
    EXPECT_FALSE(judged("tpot=1ms,ttft=9ms", one));
}

TEST(SloJudgement, whatIsNotKnownMissesItsLimit) {
    const RequestRecord notStreamed = okRecord({.sentMs = 0, .finishedMs = 50, .output = 5});
    EXPECT_FALSE(judged("ttft=10s", notStreamed));
    EXPECT_FALSE(judged("tpot=10s", notStreamed));
    EXPECT_FALSE(judged("tbt=10s", notStreamed));
    EXPECT_TRUE(judged("e2el=50ms", notStreamed));
    EXPECT_FALSE(judged("e2el_scheduled=10s",
                        okRecord({.scheduledMs = {}, .sentMs = 0, .chunksMs = {1}, .output = 1})));
}

}  // namespace
}  // namespace sagebench
