// SPDX-License-Identifier: GPL-3.0-or-later
#include "series/WorkloadSeries.h"

#include <gmock/gmock.h>

#include "support/Records.h"
#include "ui/support/Documents.h"

namespace sagebench::ui {
namespace {

using sagebench::test::ms;
using sagebench::test::okRecord;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::DoubleNear;
using testing::Optional;

WorkloadSeries ofRecords(const std::vector<RequestRecord>& records) {
    WorkloadSeries series;
    for (const RequestRecord& record : records) {
        series.add(record);
    }
    series.seal();
    return series;
}

double tokensIn(const WorkloadSeries& series) {
    double sum = 0;
    for (const SeriesBucket& bucket : series.buckets()) {
        sum += bucket.outputTokens;
    }
    return sum;
}

TEST(WorkloadSeries, putsEachEventIntoItsSlice) {
    const auto series = ofRecords({okRecord({.scheduledMs = 1000,
                                             .sentMs = 1000,
                                             .chunksMs = {1060, 1080, 1130},
                                             .chunkTokens = {1, 1, 2},
                                             .output = 4})});
    ASSERT_EQ(series.buckets().size(), 3u);
    EXPECT_EQ(series.origin(), seconds(1));
    EXPECT_EQ(series.buckets()[0].ttft.total(), 0u);
    EXPECT_EQ(series.buckets()[1].ttft.total(), 1u);
    EXPECT_EQ(series.buckets()[1].outputTokens, 2);
    EXPECT_EQ(series.buckets()[2].outputTokens, 2);
    EXPECT_EQ(series.buckets()[2].itl.total(), 2u) << "one for each token of the chunk";
    EXPECT_EQ(series.buckets()[2].ok, 1u);
    EXPECT_THAT(series.buckets()[1].ttftP50Ms, Optional(DoubleNear(60, 2)));
}

TEST(WorkloadSeries, gaugesAreTheMostAtATime) {
    auto waited = okRecord({.scheduledMs = 0, .sentMs = 60, .chunksMs = {110}}, 2);
    const auto series = ofRecords(
        {okRecord({.chunksMs = {80}}, 0), okRecord({.sentMs = 10, .chunksMs = {90}}, 1), waited});
    ASSERT_EQ(series.buckets().size(), 3u);
    EXPECT_THAT(series.buckets()[0].inFlight, Optional(2.0));
    EXPECT_THAT(series.buckets()[1].inFlight, Optional(3.0));
    EXPECT_THAT(series.buckets()[2].inFlight, Optional(1.0));
    EXPECT_THAT(series.buckets()[0].queued, Optional(2.0));
    EXPECT_THAT(series.buckets()[2].queued, Optional(0.0));
}

TEST(WorkloadSeries, withoutItsEndARequestCountsAtItsLastTokenAndIsInNoGauge) {
    auto record = okRecord({.chunksMs = {50, 60}});
    record.finished = record.scheduled = {};
    const auto series = ofRecords({record});
    ASSERT_EQ(series.buckets().size(), 2u);
    EXPECT_EQ(series.buckets()[0].inFlight, std::nullopt);
    EXPECT_EQ(series.buckets()[0].queued, std::nullopt);
    EXPECT_EQ(series.buckets()[1].ok, 1u);
    EXPECT_EQ(series.totals().ok, 1u);
}

TEST(WorkloadSeries, whatHasNoTimeIsInTheTotalsOnly) {
    WorkloadSeries series;
    series.addUntimed(okRecord({.chunksMs = {50, 60, 80}, .chunkTokens = {1, 1, 1}, .output = 3}));
    series.seal();
    EXPECT_TRUE(series.empty());
    EXPECT_EQ(series.totals().ok, 1u);
    EXPECT_EQ(series.totals().itl.total(), 2u);
    EXPECT_NEAR(toMs(series.totals().ttft.percentile(50).value()), 50, 2);
    EXPECT_NEAR(toMs(series.totals().e2el.percentile(50).value()), 80, 3);
}

TEST(WorkloadSeries, warmUpCountsNowhere) {
    auto warm = okRecord({.chunksMs = {50, 60}});
    warm.phase = Phase::Warmup;
    EXPECT_TRUE(ofRecords({warm}).empty());
}

TEST(WorkloadSeries, latenciesAreThoseOfSuccessfulRequests) {
    const auto series = ofRecords(
        {sagebench::test::failedRecord({.chunksMs = {50, 60}}, ErrorCategory::Engine, "boom")});
    EXPECT_EQ(series.totals().failed, 1u);
    EXPECT_EQ(series.totals().ttft.total() + series.totals().itl.total(), 0u);
    EXPECT_EQ(tokensIn(series), 2);
}

TEST(WorkloadSeries, aRequestThatWasDueEarlierMovesTheOrigin) {
    const auto series =
        ofRecords({okRecord({.scheduledMs = 300, .sentMs = 300, .chunksMs = {310}}),
                   okRecord({.scheduledMs = 180, .sentMs = 180, .chunksMs = {400}})});
    EXPECT_EQ(series.origin(), milliseconds(150));
    EXPECT_EQ(series.buckets().size(), 6u);
}

TEST(WorkloadSeries, slicesBecomeWiderWhenThereAreTooMany) {
    WorkloadSeries series(4, milliseconds(10));
    for (int i = 0; i < 12; ++i) {
        series.add(
            okRecord({.scheduledMs = i * 10.0, .sentMs = i * 10.0, .chunksMs = {i * 10.0 + 1}},
                     static_cast<std::uint64_t>(i)));
    }
    series.seal();
    EXPECT_EQ(series.bucketWidth(), milliseconds(40));
    ASSERT_EQ(series.buckets().size(), 3u);
    EXPECT_EQ(series.buckets()[0].ok, 4u);
    EXPECT_EQ(series.buckets()[2].ok, 4u);
    EXPECT_EQ(tokensIn(series), 12);
}

TEST(WorkloadSeries, anIntervalsTokensAreSpreadOverItsSlices) {
    WorkloadSeries series;
    RunSnapshot snapshot;
    snapshot.phase = RunPhase::Running;
    snapshot.intervalStart = seconds(5);
    snapshot.at = seconds(5) + milliseconds(100);
    snapshot.intervalTokens = 30;
    snapshot.inFlight = 3;
    series.add(snapshot);
    EXPECT_EQ(series.origin(), seconds(5));
    EXPECT_DOUBLE_EQ(series.buckets()[0].outputTokens, 15);
    EXPECT_DOUBLE_EQ(series.buckets()[1].outputTokens, 15);
    EXPECT_THAT(series.buckets()[2].inFlight, Optional(3.0));
}

TEST(WorkloadSeries, aLongRunStaysWithinItsMemory) {
    WorkloadSeries series;
    RunSnapshot snapshot;
    snapshot.phase = RunPhase::Running;
    snapshot.intervalTokens = 100;
    constexpr int kSnapshots = 30 * 3600;  // an hour of them
    for (int i = 0; i < kSnapshots; ++i) {
        snapshot.intervalStart = milliseconds(33) * i;
        snapshot.at = milliseconds(33) * (i + 1);
        series.add(snapshot);
    }
    EXPECT_LE(series.buckets().size(), WorkloadSeries::kMaxBuckets);
    EXPECT_GT(series.buckets().size(), WorkloadSeries::kMaxBuckets / 2);
    EXPECT_NEAR(tokensIn(series), 100.0 * kSnapshots, 1);
}

TEST(WorkloadSeries, liveAndFromRecordsAgree) {
    const auto spec = test::plan({"w"}, 20).workloads.front();
    WorkloadSeries live;
    for (int i = 0; i < 80; ++i) {
        live.add(*test::snapshot(spec, 0, 20, milliseconds(33) * i, milliseconds(33) * (i + 1)));
    }
    const auto stored = ofRecords(test::records(20));
    EXPECT_EQ(live.totals().ok, stored.totals().ok);
    EXPECT_EQ(live.totals().ttft.percentile(99), stored.totals().ttft.percentile(99));
    EXPECT_EQ(live.totals().tpot.percentile(50), stored.totals().tpot.percentile(50));
    EXPECT_NEAR(tokensIn(live), tokensIn(stored), 1);
}

}  // namespace
}  // namespace sagebench::ui
