// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/WorkloadMetrics.h"

#include <gmock/gmock.h>

#include "support/Records.h"

namespace sagebench {
namespace {

const Distribution kNoSamples = [] {
    Distribution none;
    none.count = 0;
    return none;
}();

using test::cancelledRecord;
using test::failedRecord;
using test::okRecord;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

using Records = std::vector<RequestRecord>;

WorkloadContext context() {
    WorkloadContext context;
    context.spec.name = "short_input";
    context.t0UnixNanos = 1'700'000'000'000'000'000;
    return context;
}

WorkloadMetrics metricsOf(const Records& records, const WorkloadContext& c = context()) {
    return computeMetrics(c, SpanRecordSource(records)).value();
}

RequestRecord warmup(RequestRecord record) {
    record.phase = Phase::Warmup;
    return record;
}

/// Two answers, one timeout after a chunk, one request cut off by the end of the run, one warm-up.
Records mixedRun() {
    return {
        warmup(okRecord(
            {.scheduledMs = 0, .sentMs = 0, .chunksMs = {500, 900}, .prompt = 7, .output = 2})),
        okRecord({.scheduledMs = 1000,
                  .sentMs = 1001,
                  .chunksMs = {1051, 1061, 1071},
                  .chunkTokens = {1, 1, 1},
                  .finishedMs = 1072,
                  .promptAsked = 100,
                  .prompt = 100,
                  .cached = 0,
                  .outputAsked = 3,
                  .output = 3}),
        okRecord({.scheduledMs = 1000,
                  .sentMs = 1002,
                  .chunksMs = {1102, 1112},
                  .chunkTokens = {1, 1},
                  .finishedMs = 1115,
                  .promptAsked = 100,
                  .prompt = 104,
                  .cached = 51,
                  .outputAsked = 3,
                  .output = 2}),
        failedRecord({.scheduledMs = 1010, .sentMs = 1010, .chunksMs = {1040}, .finishedMs = 1210},
                     ErrorCategory::Timeout, "no end within 200 ms"),
        cancelledRecord({.scheduledMs = 1200, .sentMs = 1200, .finishedMs = 1300}),
    };
}

TEST(WorkloadMetrics, latenciesAreThoseOfSuccessfulMeasuredRequests) {
    const WorkloadMetrics m = metricsOf(mixedRun());
    EXPECT_EQ(m.ttft.count, 2u);
    EXPECT_DOUBLE_EQ(*m.ttft.avg, 75);  // 50, 100
    EXPECT_DOUBLE_EQ(*m.ttft.std, 25);
    EXPECT_DOUBLE_EQ(*m.ttft.p99, 99.5);
    EXPECT_DOUBLE_EQ(*m.ttftScheduled.max, 102);
    EXPECT_DOUBLE_EQ(*m.e2el.min, 70);
    EXPECT_DOUBLE_EQ(*m.e2el.max, 110);
    EXPECT_DOUBLE_EQ(*m.e2elScheduled.max, 112);
    EXPECT_DOUBLE_EQ(*m.tpot.avg, 10);
    EXPECT_DOUBLE_EQ(*m.sendLag.avg, 1.5);
    EXPECT_DOUBLE_EQ(*m.avgThroughputTps, (3 / 0.070 + 2 / 0.110) / 2);
}

TEST(WorkloadMetrics, gapsArePooledOverRequests) {
    const WorkloadMetrics m = metricsOf({
        okRecord({.chunksMs = {10, 20, 50}, .chunkTokens = {1, 1, 3}}),
        okRecord({.chunksMs = {10, 16}, .chunkTokens = {1, 2}}),
    });
    EXPECT_EQ(m.itl.count, 6u);  // 10, 10 10 10, 3 3
    EXPECT_DOUBLE_EQ(*m.itl.avg, 46.0 / 6);
    EXPECT_EQ(m.avgTbtMs, m.itl.avg);
    EXPECT_EQ(m.icl.count, 3u);  // 10, 30, 6
    EXPECT_DOUBLE_EQ(*m.icl.max, 30);
    EXPECT_EQ(m.itlBasis, ItlBasis::Token);
}

TEST(WorkloadMetrics, countsFailedAndCancelledApart) {
    const WorkloadMetrics m = metricsOf(mixedRun());
    EXPECT_EQ(m.totalRequests, 3u);
    EXPECT_EQ(m.successfulRequests, 2u);
    EXPECT_EQ(m.failedRequests, 1u);
    EXPECT_EQ(m.cancelledRequests, 1u);
    EXPECT_DOUBLE_EQ(*m.errorRate, 1.0 / 3);
    EXPECT_THAT(m.errorsByCategory, ElementsAre(Pair("timeout", 1)));
    EXPECT_THAT(m.firstErrors, ElementsAre(Pair("timeout", ElementsAre("no end within 200 ms"))));
}

TEST(WorkloadMetrics, durationIsFromFirstSentToLastFinished) {
    const WorkloadMetrics m = metricsOf(mixedRun());
    EXPECT_DOUBLE_EQ(*m.durationSeconds, 0.209);  // 1001 to 1210: the cancelled one does not count
    EXPECT_DOUBLE_EQ(*m.startTime, 1700000001.001);
    EXPECT_DOUBLE_EQ(*m.endTime, 1700000001.210);
}

TEST(WorkloadMetrics, ratesAreSumsOverTheDuration) {
    const WorkloadMetrics m = metricsOf(mixedRun());
    EXPECT_EQ(m.totalInputTokens, 204u);
    EXPECT_EQ(m.totalOutputTokens, 5u);
    EXPECT_DOUBLE_EQ(*m.requestThroughputRps, 2 / 0.209);
    EXPECT_DOUBLE_EQ(*m.inputThroughputTps, 204 / 0.209);
    EXPECT_DOUBLE_EQ(*m.outputThroughputTps, 5 / 0.209);
    EXPECT_DOUBLE_EQ(*m.totalThroughputTps, 204 / 0.209 + 5 / 0.209);
    EXPECT_FALSE(m.goodputRps.has_value());
    EXPECT_FALSE(m.goodputFraction.has_value());
}

TEST(WorkloadMetrics, inFlightCountsWhateverTheEngineHadToCarry) {
    const WorkloadMetrics m = metricsOf(mixedRun());
    EXPECT_EQ(m.peakInFlight, 3u);
    // 71 + 113 + 200 ms, and 10 ms of the cancelled one within the window
    EXPECT_DOUBLE_EQ(*m.meanInFlight, 394.0 / 209);
}

TEST(WorkloadMetrics, inFlightKnowsWarmUpAndCoolDownThatReachIntoTheWindow) {
    Records records = {okRecord({.sentMs = 1000, .finishedMs = 2000}),
                       warmup(okRecord({.sentMs = 0, .finishedMs = 1500})),
                       okRecord({.sentMs = 1500, .finishedMs = 3000})};
    records.back().phase = Phase::Cooldown;
    const WorkloadMetrics m = metricsOf(records);
    EXPECT_DOUBLE_EQ(*m.durationSeconds, 1);
    EXPECT_DOUBLE_EQ(*m.meanInFlight, 2);
    EXPECT_EQ(m.peakInFlight, 2u);
}

TEST(WorkloadMetrics, theMeanLengthIsOfAllRequestsThatTell) {
    // A later turn of a conversation has no length that was asked for.
    const WorkloadMetrics m = metricsOf(
        {okRecord({.promptAsked = 20, .prompt = 20}), okRecord({.prompt = 80}), okRecord({})});
    EXPECT_DOUBLE_EQ(*m.avgPromptTokensAsked, 20);
    EXPECT_DOUBLE_EQ(*m.avgPromptTokens, 50);
}

TEST(WorkloadMetrics, aSumWithAnUnknownPartIsUnknown) {
    Records records = mixedRun();
    records[2].promptTokens.reset();
    const WorkloadMetrics m = metricsOf(records);
    EXPECT_FALSE(m.totalInputTokens.has_value());
    EXPECT_FALSE(m.inputThroughputTps.has_value());
    EXPECT_FALSE(m.totalThroughputTps.has_value());
    EXPECT_EQ(m.totalOutputTokens, 5u);
}

TEST(WorkloadMetrics, askedAndActualLengths) {
    const WorkloadMetrics m = metricsOf(mixedRun());
    EXPECT_DOUBLE_EQ(*m.avgPromptTokensAsked, 100);
    EXPECT_DOUBLE_EQ(*m.avgPromptTokens, 102);
    EXPECT_DOUBLE_EQ(*m.avgOutputTokensAsked, 3);
    EXPECT_DOUBLE_EQ(*m.avgOutputTokens, 2.5);
    EXPECT_THAT(m.warnings, Contains(HasSubstr("prompts had 102.0 tokens")));
    EXPECT_THAT(m.warnings, Contains(HasSubstr("answers had 2.5 tokens")));
}

TEST(WorkloadMetrics, prefixHitRateComesFromTheEngineElseFromTheRequests) {
    EXPECT_DOUBLE_EQ(*metricsOf(mixedRun()).engine.prefixHitRate, 51.0 / 204);
    EXPECT_DOUBLE_EQ(*metricsOf(mixedRun()).cachedPromptFraction, 51.0 / 204);
    WorkloadContext told = context();
    told.engine.prefixHitRate = 0.125;
    EXPECT_DOUBLE_EQ(*metricsOf(mixedRun(), told).engine.prefixHitRate, 0.125);
}

TEST(WorkloadMetrics, prefixHitRateNeedsAWordOfEveryRequest) {
    Records records = mixedRun();
    records[1].cachedTokens.reset();
    const WorkloadMetrics m = metricsOf(records);
    EXPECT_FALSE(m.engine.prefixHitRate.has_value());
    EXPECT_DOUBLE_EQ(*m.cachedPromptFraction, 51.0 / 104);  // of those that tell
}

TEST(WorkloadMetrics, aWarmPrefixCacheIsAWarning) {
    const auto isTold =
        Contains(HasSubstr("25.0 % of the prompt tokens came from the engine's prefix"));
    EXPECT_THAT(metricsOf(mixedRun()).warnings, isTold);

    WorkloadContext same = context();
    same.spec.samePrompt = true;
    EXPECT_THAT(metricsOf(mixedRun(), same).warnings, Not(Contains(HasSubstr("prefix cache"))));

    for (const auto& share : std::vector<std::function<void(WorkloadSpec&)>>{
             [](WorkloadSpec& s) {
                 s.prefix = {1, 8};
             },
             [](WorkloadSpec& s) { s.turns = 2; },
             [](WorkloadSpec& s) { s.dataset.path = "trace.csv"; }}) {
        WorkloadContext byDesign = context();
        share(byDesign.spec);
        EXPECT_THAT(metricsOf(mixedRun(), byDesign).warnings,
                    Not(Contains(HasSubstr("prefix cache"))));
    }

    WorkloadContext shared = context();
    shared.sharedPromptTokens = 45;  // leaves 6 of 204
    EXPECT_THAT(metricsOf(mixedRun(), shared).warnings, Not(Contains(HasSubstr("prefix cache"))));
}

TEST(WorkloadMetrics, theEnginesHitRateWarnsWhereRequestsDoNotTell) {
    Records records = mixedRun();
    records[1].cachedTokens.reset();
    records[2].cachedTokens.reset();
    WorkloadContext told = context();
    told.engine.prefixHitRate = 0.5;
    told.sharedPromptTokens = 10;  // of 102
    EXPECT_THAT(metricsOf(records, told).warnings,
                Contains(HasSubstr("40.2 % of the prompt tokens")));
}

TEST(WorkloadMetrics, warningsOfTheRunComeFirst) {
    WorkloadContext c = context();
    c.warnings = {"3 prompts were shorter than the template"};
    EXPECT_EQ(metricsOf(mixedRun(), c).warnings.front(),
              "3 prompts were shorter than the template");
}

TEST(WorkloadMetrics, coalescedChunksAreAShareOfAllChunks) {
    const WorkloadMetrics m =
        metricsOf({okRecord({.chunksMs = {10, 10, 20, 20}}), okRecord({.chunksMs = {10}})});
    EXPECT_DOUBLE_EQ(*m.coalescedFraction, 2.0 / 5);
}

TEST(WorkloadMetrics, wordsForTheRunAreThoseOfTheRequestsOrMixed) {
    Records records{okRecord({.chunksMs = {10, 20}, .output = 2}),
                    okRecord({.chunksMs = {10, 20}, .output = 2})};
    EXPECT_EQ(metricsOf(records).stampSource, "user");
    EXPECT_EQ(metricsOf(records).tokenCountBasis, "usage");
    records[1].stampSource = StampSource::Kernel;
    records[1].tokenCountBasis = TokenCountBasis::Chunks;
    EXPECT_EQ(metricsOf(records).stampSource, "mixed");
    EXPECT_EQ(metricsOf(records).tokenCountBasis, "mixed");
}

TEST(WorkloadMetrics, itlBasisIsTheWeakestThatWasUsed) {
    const RequestRecord byToken =
        okRecord({.chunksMs = {10, 20}, .chunkTokens = {1, 1}, .output = 2});
    const RequestRecord byUsage = okRecord({.chunksMs = {10, 20}, .output = 2});
    const RequestRecord byChunk = okRecord({.chunksMs = {10, 20}});
    const RequestRecord noGap = okRecord({.chunksMs = {10}});
    EXPECT_EQ(metricsOf({byToken, noGap}).itlBasis, ItlBasis::Token);
    EXPECT_EQ(metricsOf({byUsage, byToken}).itlBasis, ItlBasis::Usage);
    EXPECT_EQ(metricsOf({byToken, byChunk, byUsage}).itlBasis, ItlBasis::Chunk);
    EXPECT_EQ(metricsOf({noGap}).itlBasis, std::nullopt);
}

TEST(WorkloadMetrics, answersThatWereNotStreamedHaveOnlyTheirWhole) {
    const WorkloadMetrics m =
        metricsOf({okRecord({.finishedMs = 400, .prompt = 10, .output = 100})});
    EXPECT_EQ(m.ttft, kNoSamples);
    EXPECT_EQ(m.itl, kNoSamples);
    EXPECT_EQ(m.tpot, kNoSamples);
    EXPECT_FALSE(m.avgTbtMs.has_value());
    EXPECT_FALSE(m.coalescedFraction.has_value());
    EXPECT_FALSE(m.itlBasis.has_value());
    EXPECT_DOUBLE_EQ(*m.e2el.avg, 400);
    EXPECT_DOUBLE_EQ(*m.avgThroughputTps, 250);
}

TEST(WorkloadMetrics, ofNothingAreAbsentNotZero) {
    const WorkloadMetrics m = metricsOf({warmup(mixedRun()[0])});
    EXPECT_EQ(m.totalRequests, 0u);
    EXPECT_FALSE(m.errorRate.has_value());
    EXPECT_FALSE(m.durationSeconds.has_value());
    EXPECT_FALSE(m.startTime.has_value());
    EXPECT_FALSE(m.requestThroughputRps.has_value());
    EXPECT_FALSE(m.totalOutputTokens.has_value());
    EXPECT_FALSE(m.avgThroughputTps.has_value());
    EXPECT_FALSE(m.meanInFlight.has_value());
    EXPECT_FALSE(m.peakInFlight.has_value());
    EXPECT_FALSE(m.stampSource.has_value());
    EXPECT_FALSE(m.engine.prefixHitRate.has_value());
    EXPECT_EQ(m.ttft, kNoSamples);
    EXPECT_THAT(m.warnings, IsEmpty());
    EXPECT_EQ(m.validity.verdict, "too_few_samples");
}

TEST(WorkloadMetrics, whenNothingSucceededTheRatesAreKnownToBeZero) {
    const WorkloadMetrics m = metricsOf(
        {failedRecord({.sentMs = 0, .finishedMs = 50}, ErrorCategory::Http5xx, "503: overloaded")});
    EXPECT_DOUBLE_EQ(*m.errorRate, 1);
    EXPECT_DOUBLE_EQ(*m.requestThroughputRps, 0);
    EXPECT_EQ(m.totalOutputTokens, 0u);
    EXPECT_FALSE(m.avgThroughputTps.has_value());
}

TEST(WorkloadMetrics, refusedConnectionsHaveNoDuration) {
    const WorkloadMetrics m = metricsOf({failedRecord(
        {.sentMs = {}, .finishedMs = 3}, ErrorCategory::Connect, "connection refused")});
    EXPECT_EQ(m.failedRequests, 1u);
    EXPECT_DOUBLE_EQ(*m.errorRate, 1);
    EXPECT_FALSE(m.durationSeconds.has_value());
    EXPECT_FALSE(m.requestThroughputRps.has_value());
}

TEST(WorkloadMetrics, keepsTheFirstThreeDifferentMessagesOfACategory) {
    Records records;
    for (const char* text : {"a", "a", "b", "", "c", "d"}) {
        records.push_back(failedRecord({.finishedMs = 1}, ErrorCategory::Protocol, text));
    }
    records.push_back(failedRecord({.finishedMs = 1}, ErrorCategory::Tls, "expired"));
    const WorkloadMetrics m = metricsOf(records);
    EXPECT_THAT(m.errorsByCategory, ElementsAre(Pair("protocol", 6), Pair("tls", 1)));
    EXPECT_THAT(m.firstErrors, ElementsAre(Pair("protocol", ElementsAre("a", "b", "c")),
                                           Pair("tls", ElementsAre("expired"))));
}

TEST(WorkloadMetrics, reconnectsAreThoseOfAllMeasuredRequests) {
    Records records = mixedRun();
    records[0].reconnects = 5;  // warm-up
    records[1].reconnects = 1;
    records[3].reconnects = 2;
    EXPECT_EQ(metricsOf(records).reconnects, 3u);
}

TEST(WorkloadMetrics, validityIsJudgedByTheRunsOwnFigures) {
    WorkloadContext c = context();
    c.client.workerBusyFraction = 0.95;
    EXPECT_EQ(metricsOf(mixedRun(), c).validity.verdict, "client_limited");
    c.client = {.latenessP99Ms = 30};
    // Sent 30 ms after it was due, too; but that alone may be a connection that opened slowly.
    const Records sent = {
        okRecord({.scheduledMs = 0, .sentMs = 30, .chunksMs = {80, 90}, .output = 2})};
    EXPECT_THAT(
        metricsOf(sent, c).validity.reasons,
        ElementsAre(HasSubstr("lateness p99 is 30.00 ms"), HasSubstr("1 request succeeded")));
    EXPECT_THAT(metricsOf(sent).validity.reasons, ElementsAre(HasSubstr("1 request succeeded")));
}

TEST(WorkloadMetrics, passOnWhatTheContextKnows) {
    WorkloadContext c = context();
    c.memory = {100, 90, 40};
    c.engine.kvUsedTokens = 4096;
    c.engine.evictUnit = "blocks";
    c.interrupted = true;
    const WorkloadMetrics m = metricsOf(mixedRun(), c);
    EXPECT_EQ(m.name, "short_input");
    EXPECT_EQ(m.memory, c.memory);
    EXPECT_EQ(m.engine.kvUsedTokens, 4096);
    EXPECT_EQ(m.engine.evictUnit, "blocks");
    EXPECT_TRUE(m.interrupted);
}

TEST(WorkloadMetrics, doNotDependOnTheOrderInWhichRequestsFinished) {
    const Records records = mixedRun();
    const WorkloadMetrics forward = metricsOf(records);
    const WorkloadMetrics backward = metricsOf({records.rbegin(), records.rend()});
    EXPECT_EQ(forward.ttft, backward.ttft);
    EXPECT_EQ(forward.itl, backward.itl);
    EXPECT_EQ(forward.avgThroughputTps, backward.avgThroughputTps);
    EXPECT_EQ(forward.meanInFlight, backward.meanInFlight);
}

class BrokenSource final : public RecordSource {
  public:
    Result<void> forEach(const std::function<void(const RequestRecord&)>&) const override {
        return fail(ErrorKind::Input, "x_requests.jsonl:7: not a JSON object");
    }
};

TEST(WorkloadMetrics, anUnreadableSourceIsAnError) {
    const auto metrics = computeMetrics(context(), BrokenSource());
    ASSERT_FALSE(metrics.has_value());
    EXPECT_EQ(metrics.error().message, "x_requests.jsonl:7: not a JSON object");
}

}  // namespace
}  // namespace sagebench
