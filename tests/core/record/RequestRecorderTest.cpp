// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/RequestRecorder.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

class RequestRecorderTest : public testing::Test {
  protected:
    RequestRecord record;
    IntervalExchange<LiveInterval> live;
};

TEST_F(RequestRecorderTest, firstTokenIsTheFirstContentOfAnyKind) {
    RequestRecorder recorder(record, live, false);
    recorder.sent(Nanos(10));
    recorder.chunk(Nanos(30), 1, ContentKind::Reasoning);
    recorder.chunk(Nanos(40), 2, ContentKind::Text);
    recorder.chunk(Nanos(50), 1, ContentKind::ToolCall);
    EXPECT_EQ(record.firstToken, Stamp(Nanos(30)));
    EXPECT_EQ(record.firstOutputToken, Stamp(Nanos(40)));
    EXPECT_EQ(record.chunks.size(), 3u);
    EXPECT_EQ(record.chunks.back(), (TokenEvent{Nanos(50), 1}));
}

TEST_F(RequestRecorderTest, aRequestSentAgainKeepsItsFirstStamp) {
    RequestRecorder recorder(record, live, false);
    recorder.sent(Nanos(10));
    recorder.sent(Nanos(20));
    EXPECT_EQ(record.sent, Stamp(Nanos(10)));
    EXPECT_EQ(live.swap().sent, 1u);
}

TEST_F(RequestRecorderTest, countsForTheLiveView) {
    RequestRecorder recorder(record, live, false);
    recorder.sent(Nanos(0));
    recorder.chunk(std::chrono::milliseconds(50), 0, ContentKind::Text);
    recorder.chunk(std::chrono::milliseconds(60), 3, ContentKind::Text);
    const LiveInterval& interval = live.swap();
    EXPECT_EQ(interval.chunks, 2u);
    EXPECT_EQ(interval.outputTokens, 4u);
    EXPECT_NEAR(toMs(*interval.ttft.percentile(50)), 50, 2);
    EXPECT_NEAR(toMs(*interval.itl.percentile(50)), 10, 0.5);
}

TEST_F(RequestRecorderTest, chunksKeepTheirTimesFarFromTheStartOfTheRun) {
    RequestRecorder recorder(record, live, false);
    const Nanos late = std::chrono::hours(1000);
    recorder.chunk(late, 1, ContentKind::Text);
    recorder.chunk(late + std::chrono::hours(70), 2, ContentKind::Text);
    EXPECT_EQ(record.chunks.front().at, late);
    EXPECT_EQ(record.chunks.back(), (TokenEvent{late + std::chrono::hours(70), 2}));
}

TEST_F(RequestRecorderTest, contentOfAnotherKindInTheSameChunkIsStamped) {
    RequestRecorder recorder(record, live, false);
    recorder.chunk(Nanos(30), 1, ContentKind::Reasoning);
    recorder.content(Nanos(30), ContentKind::Text);
    EXPECT_EQ(record.firstOutputToken, Stamp(Nanos(30)));
    EXPECT_EQ(record.chunks.size(), 1u);
}

TEST_F(RequestRecorderTest, reservesForWhatWasAsked) {
    record.outputTokensAsked = 100;
    RequestRecorder recorder(record, live, false);
    recorder.chunk(Nanos(1), 1, ContentKind::Text);
    EXPECT_EQ(record.chunks.size(), 1u);
}

}  // namespace
}  // namespace sagebench
