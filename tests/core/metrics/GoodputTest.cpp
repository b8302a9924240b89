// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "metrics/WorkloadMetrics.h"
#include "support/Records.h"

namespace sagebench {
namespace {

using test::cancelledRecord;
using test::failedRecord;
using test::okRecord;
using testing::IsEmpty;

using Records = std::vector<RequestRecord>;

/// Sent at `sentMs`, the first token after `ttftMs`, two more after 10 ms each.
RequestRecord answer(double sentMs, double ttftMs) {
    const double first = sentMs + ttftMs;
    return okRecord({.scheduledMs = sentMs,
                     .sentMs = sentMs,
                     .chunksMs = {first, first + 10, first + 20},
                     .chunkTokens = {1, 1, 1},
                     .output = 3});
}

/// Four requests in 2 s: TTFT 100, 200 and 300 ms, and one that failed.
Records fourRequests() {
    return {answer(0, 100), answer(0, 200), answer(0, 300),
            failedRecord({.sentMs = 0, .finishedMs = 2000}, ErrorCategory::Timeout, "slow")};
}

WorkloadMetrics metricsOf(const Records& records, std::string_view slos, double target = 0.99,
                          bool stopped = false) {
    WorkloadContext context;
    context.interrupted = stopped;
    context.spec.name = "w";
    context.slo.limits = slos.empty() ? std::vector<Slo>() : parseSlos(slos).value();
    context.slo.target = target;
    return computeMetrics(context, SpanRecordSource(records)).value();
}

TEST(Goodput, isAbsentWithoutALimitOnEachRequest) {
    const WorkloadMetrics none = metricsOf(fourRequests(), "");
    EXPECT_EQ(none.goodputRps, std::nullopt);
    EXPECT_EQ(none.goodputFraction, std::nullopt);
    EXPECT_THAT(none.slos, IsEmpty());
    EXPECT_EQ(none.sloMet, std::nullopt);
    const WorkloadMetrics percentile = metricsOf(fourRequests(), "p60:ttft=1s");
    EXPECT_EQ(percentile.goodputRps, std::nullopt);
    EXPECT_EQ(percentile.goodputFraction, std::nullopt);
    EXPECT_EQ(percentile.sloMet, true);
}

TEST(Goodput, isWhatMeetsTheLimitsOverTheDuration) {
    const WorkloadMetrics m = metricsOf(fourRequests(), "ttft=200ms");
    EXPECT_DOUBLE_EQ(*m.goodputFraction, 0.5);  // 2 of 4, the failed one among them
    EXPECT_DOUBLE_EQ(*m.goodputRps, 1);         // 2 in 2 s
    EXPECT_DOUBLE_EQ(*m.requestThroughputRps, 1.5);
}

TEST(Goodput, countsNoWarmUp) {
    Records records = fourRequests();
    records.push_back(answer(0, 5000));
    records.back().phase = Phase::Warmup;
    EXPECT_DOUBLE_EQ(*metricsOf(records, "ttft=200ms").goodputFraction, 0.5);
}

/// One good answer, and one that the end of the load cancelled 6 s after it was sent.
Records oneOfTwoCancelled() {
    return {answer(0, 100), cancelledRecord({.sentMs = 0, .finishedMs = 6000})};
}

TEST(Cancelled, missesTheLimitsThatItIsOlderThan) {
    const WorkloadMetrics m = metricsOf(oneOfTwoCancelled(), "e2el=5s,ttft=7s");
    EXPECT_DOUBLE_EQ(*m.goodputFraction, 0.5);
    EXPECT_DOUBLE_EQ(*m.slos.at(0).actual, 0.5);
    EXPECT_DOUBLE_EQ(*m.slos.at(1).actual, 1);  // its first token might have come within 7 s
    EXPECT_EQ(m.sloMet, false);
}

TEST(Cancelled, isNotJudgedWhileItCouldMeetTheLimit) {
    const WorkloadMetrics m = metricsOf(oneOfTwoCancelled(), "e2el=6s,p99:e2el=6s,tpot=1ms", 0);
    EXPECT_DOUBLE_EQ(*m.slos.at(0).actual, 1);
    EXPECT_DOUBLE_EQ(*m.slos.at(1).actual, 120);
}

TEST(Cancelled, meetsALimitOnWhatItHadAlready) {
    const Records streaming = {
        answer(0, 100),
        cancelledRecord({.sentMs = 0, .chunksMs = {150, 5000}, .finishedMs = 6000})};
    EXPECT_DOUBLE_EQ(*metricsOf(streaming, "ttft=200ms").goodputFraction, 1);
    EXPECT_DOUBLE_EQ(*metricsOf(streaming, "ttft=120ms").goodputFraction, 0.5);
}

TEST(Cancelled, waitsForTheCapAreInTheScheduledLatencies) {
    const Records late = {answer(0, 100),
                          cancelledRecord({.scheduledMs = 0, .sentMs = 5000, .finishedMs = 6000})};
    EXPECT_DOUBLE_EQ(*metricsOf(late, "e2el=5s").goodputFraction, 1);
    EXPECT_DOUBLE_EQ(*metricsOf(late, "e2el_scheduled=5s").goodputFraction, 0.5);
    EXPECT_DOUBLE_EQ(*metricsOf(late, "ttft_scheduled=5s").goodputFraction, 0.5);
}

TEST(Cancelled, withoutHavingBeenSentMissesEveryLimit) {
    const Records owed = {answer(0, 100),
                          cancelledRecord({.scheduledMs = 10, .sentMs = std::nullopt})};
    const WorkloadMetrics m = metricsOf(owed, "ttft=1h,tpot=1h,p99:ttft=1h");
    EXPECT_DOUBLE_EQ(*m.goodputFraction, 0.5);
    EXPECT_DOUBLE_EQ(*m.slos.at(1).actual, 0.5);
    EXPECT_EQ(m.slos.at(2).met, false);
}

TEST(Cancelled, ofAStoppedRunIsNotJudged) {
    const WorkloadMetrics m = metricsOf(oneOfTwoCancelled(), "e2el=5s,p99:e2el=5s", 0.99, true);
    EXPECT_DOUBLE_EQ(*m.goodputFraction, 1);
    EXPECT_EQ(m.sloMet, true);
}

TEST(Goodput, aRequestMustMeetAllLimitsAtOnce) {
    Records records = {answer(0, 100), answer(0, 300)};
    records.push_back(okRecord({.sentMs = 0, .chunksMs = {100, 150, 200}, .output = 3}));
    const WorkloadMetrics m = metricsOf(records, "ttft=200ms,tpot=10ms");
    EXPECT_DOUBLE_EQ(*m.goodputFraction, 1.0 / 3);
    EXPECT_DOUBLE_EQ(*m.slos.at(0).actual, 2.0 / 3);
    EXPECT_DOUBLE_EQ(*m.slos.at(1).actual, 2.0 / 3);
}

TEST(Goodput, theRunMeetsItsLimitsWhereEnoughRequestsDo) {
    EXPECT_EQ(metricsOf(fourRequests(), "ttft=200ms", 0.5).sloMet, true);
    EXPECT_EQ(metricsOf(fourRequests(), "ttft=200ms", 0.51).sloMet, false);
    EXPECT_EQ(metricsOf(fourRequests(), "ttft=200ms", 0.51).slos.at(0).met, false);
    EXPECT_EQ(metricsOf({answer(0, 100)}, "ttft=100ms", 1).sloMet, true);
    EXPECT_EQ(metricsOf({answer(0, 100)}, "ttft=99ms", 0).sloMet, true);
}

TEST(Goodput, eachLimitMayBeMetAndAllTogetherNot) {
    const Records records = {answer(0, 100), answer(0, 300),
                             okRecord({.sentMs = 0, .chunksMs = {100, 150, 200}, .output = 3})};
    const WorkloadMetrics m = metricsOf(records, "ttft=200ms,tpot=10ms", 0.6);
    EXPECT_EQ(m.slos.at(0).met, true);
    EXPECT_EQ(m.slos.at(1).met, true);
    EXPECT_EQ(m.sloMet, false);  // one of three
}

TEST(SloOfTheRun, takesAFailedRequestForALatencyWithoutEnd) {
    const WorkloadMetrics m =
        metricsOf(fourRequests(), "p50:ttft=249ms,p66:ttft=1s,p70:ttft=1h,p99:itl=1h");
    EXPECT_DOUBLE_EQ(*m.slos.at(0).actual, 250);  // of 100, 200, 300 ms and one without end
    EXPECT_EQ(m.slos.at(0).met, false);
    EXPECT_DOUBLE_EQ(*m.slos.at(1).actual, 298);
    EXPECT_EQ(m.slos.at(1).met, true);
    EXPECT_EQ(m.slos.at(2).actual, std::nullopt);
    EXPECT_EQ(m.slos.at(2).met, false);
    EXPECT_EQ(m.slos.at(3).met, false);
    EXPECT_EQ(m.sloMet, false);
    EXPECT_DOUBLE_EQ(*m.ttft.p50, 200);  // figures are of those that succeeded
}

TEST(SloOfTheRun, aRequestWithoutEndLacksAsManyGapsAsOthersHave) {
    // Six gaps of 10 ms from three requests; the failed one is worth two more.
    const WorkloadMetrics m = metricsOf(fourRequests(), "p71:itl=10ms,p72:itl=10ms");
    EXPECT_EQ(m.slos.at(0).met, true);   // rank 4.97 of 0 to 7
    EXPECT_EQ(m.slos.at(1).met, false);  // rank 5.04
}

TEST(SloOfTheRun, withFailedRequestsAloneIsMissed) {
    const Records failed = {failedRecord({.sentMs = 0}, ErrorCategory::Connect, "refused")};
    const WorkloadMetrics m = metricsOf(failed, "p1:ttft=1h");
    EXPECT_EQ(m.slos.at(0).actual, std::nullopt);
    EXPECT_EQ(m.slos.at(0).met, false);
}

TEST(SloOfTheRun, comparesPercentiles) {
    Records answers = fourRequests();
    answers.pop_back();
    const WorkloadMetrics m = metricsOf(answers, "p50:ttft=200ms,p90:ttft=279ms");
    EXPECT_DOUBLE_EQ(*m.slos.at(0).actual, 200);
    EXPECT_EQ(m.slos.at(0).met, true);
    EXPECT_DOUBLE_EQ(*m.slos.at(1).actual, 280);  // between 200 and 300
    EXPECT_EQ(m.slos.at(1).met, false);
    EXPECT_EQ(m.sloMet, false);
}

TEST(SloOfTheRun, knowsEveryLatency) {
    const WorkloadMetrics m =
        metricsOf({answer(0, 100)},
                  "p99:tpot=1s,p99:tbt=1s,p99:itl=1s,p99:icl=1s,p99:e2el=1s,p99:ttft_scheduled=1s,"
                  "p99:e2el_scheduled=1s,p99:send_lag=1s");
    std::vector<double> actual;
    for (const SloResult& result : m.slos) {
        actual.push_back(result.actual.value());
    }
    EXPECT_THAT(actual, testing::ElementsAre(10, 10, 10, 10, 120, 100, 120, 0));
    EXPECT_EQ(m.sloMet, true);
}

TEST(SloOfTheRun, anUnknownPercentileDoesNotPass) {
    const Records notStreamed = {okRecord({.sentMs = 0, .finishedMs = 50, .output = 5})};
    const WorkloadMetrics m = metricsOf(notStreamed, "p50:ttft=1s,p50:itl=1s");
    EXPECT_EQ(m.slos.at(0).actual, std::nullopt);
    EXPECT_EQ(m.slos.at(0).met, std::nullopt);
    EXPECT_EQ(m.slos.at(1).met, std::nullopt);
    EXPECT_EQ(m.sloMet, false);
}

TEST(SloOfTheRun, withoutARequestNothingIsMet) {
    const WorkloadMetrics m = metricsOf({}, "ttft=1s");
    EXPECT_EQ(m.goodputFraction, std::nullopt);
    EXPECT_EQ(m.slos.at(0).met, std::nullopt);
    EXPECT_EQ(m.sloMet, false);
}

}  // namespace
}  // namespace sagebench
