// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/RequestMetrics.h"

#include <gtest/gtest.h>

#include "support/Records.h"

namespace sagebench {
namespace {

using test::okRecord;

/// Due at 100 ms, sent at 102; tokens at 150, 160 and 190; the stream's end at 195.
RequestRecord threeTokens() {
    return okRecord({.scheduledMs = 100,
                     .sentMs = 102,
                     .chunksMs = {150, 160, 190},
                     .finishedMs = 195,
                     .output = 3});
}

TEST(RequestMetrics, ofAStreamedAnswer) {
    const RequestMetrics m = requestMetrics(threeTokens());
    EXPECT_DOUBLE_EQ(*m.ttftMs, 48);           // 150 - 102
    EXPECT_DOUBLE_EQ(*m.ttftScheduledMs, 50);  // 150 - 100
    EXPECT_DOUBLE_EQ(*m.e2elMs, 88);           // 190 - 102, not 195: the last content counts
    EXPECT_DOUBLE_EQ(*m.e2elScheduledMs, 90);
    EXPECT_DOUBLE_EQ(*m.tpotMs, 20);  // (190 - 150) / 2
    EXPECT_DOUBLE_EQ(*m.tpotInclFirstMs, 88.0 / 3);
    EXPECT_DOUBLE_EQ(*m.throughputTps, 3 / 0.088);
    EXPECT_DOUBLE_EQ(*m.sendLagMs, 2);
}

TEST(RequestMetrics, firstTokenCountsReasoningText) {
    RequestRecord record = threeTokens();
    record.firstOutputToken = test::ms(160);  // the chunk at 150 was reasoning
    EXPECT_DOUBLE_EQ(*requestMetrics(record).ttftMs, 48);
}

TEST(RequestMetrics, ofAnAnswerThatWasNotStreamed) {
    const RequestMetrics m =
        requestMetrics(okRecord({.sentMs = 5, .finishedMs = 105, .output = 20}));
    EXPECT_FALSE(m.ttftMs.has_value());
    EXPECT_FALSE(m.ttftScheduledMs.has_value());
    EXPECT_FALSE(m.tpotMs.has_value());
    EXPECT_DOUBLE_EQ(*m.e2elMs, 100);  // finished - sent
    EXPECT_DOUBLE_EQ(*m.e2elScheduledMs, 105);
    EXPECT_DOUBLE_EQ(*m.tpotInclFirstMs, 5);
    EXPECT_DOUBLE_EQ(*m.throughputTps, 200);
}

TEST(RequestMetrics, oneTokenHasNoTimePerFurtherToken) {
    const RequestMetrics m = requestMetrics(okRecord({.chunksMs = {30}, .output = 1}));
    EXPECT_DOUBLE_EQ(*m.ttftMs, 30);
    EXPECT_FALSE(m.tpotMs.has_value());
    EXPECT_DOUBLE_EQ(*m.e2elMs, 30);
}

TEST(RequestMetrics, twoTokensHaveOne) {
    EXPECT_DOUBLE_EQ(*requestMetrics(okRecord({.chunksMs = {30, 42}, .output = 2})).tpotMs, 12);
}

TEST(RequestMetrics, tokensInFewerChunksShareTheirTime) {
    const RequestMetrics m = requestMetrics(okRecord({.chunksMs = {30, 90}, .output = 7}));
    EXPECT_DOUBLE_EQ(*m.tpotMs, 10);  // 60 / 6
}

TEST(RequestMetrics, withoutATokenCountThereIsNoRate) {
    const RequestMetrics m = requestMetrics(okRecord({.chunksMs = {30, 40}}));
    EXPECT_DOUBLE_EQ(*m.ttftMs, 30);
    EXPECT_FALSE(m.tpotMs.has_value());
    EXPECT_FALSE(m.tpotInclFirstMs.has_value());
    EXPECT_FALSE(m.throughputTps.has_value());
}

TEST(RequestMetrics, ofARequestThatWasNeverSent) {
    const RequestMetrics m =
        requestMetrics(okRecord({.scheduledMs = 10, .sentMs = {}, .finishedMs = 30}));
    EXPECT_FALSE(m.ttftMs.has_value());
    EXPECT_FALSE(m.e2elMs.has_value());
    EXPECT_FALSE(m.sendLagMs.has_value());
    EXPECT_DOUBLE_EQ(*m.e2elScheduledMs, 20);
}

TEST(RequestMetrics, aSendBeforeItsTimeHasANegativeLag) {
    EXPECT_DOUBLE_EQ(
        *requestMetrics(okRecord({.scheduledMs = 10, .sentMs = 9.5, .chunksMs = {20}})).sendLagMs,
        -0.5);
}

}  // namespace
}  // namespace sagebench
