// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/DefinedFigures.h"

#include <gmock/gmock.h>

#include "metrics/WorkloadMetrics.h"
#include "support/Records.h"

namespace sagebench {
namespace {

using enum FigureBound;
using testing::DoubleNear;
using testing::Optional;

/// One thinks before it answers and has a chunk of two tokens, one ends long after its last token,
/// one is not streamed, one fails.
std::vector<RequestRecord> telling() {
    std::vector<RequestRecord> records{
        test::okRecord({.scheduledMs = 0,
                        .sentMs = 10,
                        .chunksMs = {110, 130, 160},
                        .chunkTokens = {1, 2, 1},
                        .finishedMs = 170,
                        .prompt = 10,
                        .output = 4}),
        test::okRecord({.scheduledMs = 20,
                        .sentMs = 20,
                        .chunksMs = {220, 240},
                        .chunkTokens = {1, 1},
                        .finishedMs = 250,
                        .prompt = 20,
                        .output = 2}),
        test::okRecord({.scheduledMs = 40,
                        .sentMs = 40,
                        .chunksMs = {340, 350, 360, 370, 380},
                        .chunkTokens = {1, 1, 1, 1, 1},
                        .finishedMs = 440,
                        .prompt = 30,
                        .output = 5}),
        test::okRecord(
            {.scheduledMs = 50, .sentMs = 50, .finishedMs = 150, .prompt = 5, .output = 3}),
        test::failedRecord({.scheduledMs = 60, .sentMs = 60, .finishedMs = 500},
                           ErrorCategory::Timeout, "too slow")};
    records[0].firstOutputToken = test::ms(130);
    return records;
}

ToolFigures by(BenchTool tool, const std::vector<RequestRecord>& records = telling(),
               const RecordFacts& facts = {}) {
    return figuresBy(definitionOf(tool), SpanRecordSource(records), facts).value();
}

void expectLatency(const DefinedLatency& latency, FigureBound bound, double avg, double p50,
                   double p90) {
    EXPECT_EQ(latency.bound, bound);
    EXPECT_EQ(latency.missing, "");
    EXPECT_THAT(latency.figures.avg, Optional(DoubleNear(avg, 1e-3)));
    EXPECT_THAT(latency.figures.p50, Optional(DoubleNear(p50, 1e-3)));
    EXPECT_THAT(latency.figures.p90, Optional(DoubleNear(p90, 1e-3)));
}

void expectNone(const DefinedLatency& latency, const std::string& why) {
    EXPECT_FALSE(latency.figures.avg);
    EXPECT_EQ(latency.missing, why);
}

void expectNumber(const DefinedNumber& number, FigureBound bound, double value) {
    EXPECT_EQ(number.bound, bound);
    EXPECT_THAT(number.value, Optional(DoubleNear(value, 1e-3)));
}

TEST(DefinedFigures, ours) {
    const ToolFigures f = by(BenchTool::SageBench);
    expectLatency(f.ttft, Exact, 200, 200, 280);
    expectLatency(f.itl, Exact, 13.75, 10, 23);
    expectLatency(f.tpot, Exact, 15.5556, 16.6667, 19.3333);
    expectLatency(f.e2el, Exact, 202.5, 185, 304);
    expectNumber(f.requests, Exact, 4);
    expectNumber(f.durationSeconds, Exact, 0.49);
    expectNumber(f.requestRps, Exact, 8.1633);
    expectNumber(f.outputTps, Exact, 28.5714);
    expectNumber(f.totalTps, Exact, 161.2245);
    expectNumber(f.peakInFlight, Exact, 5);
}

TEST(DefinedFigures, oursAreThoseOfEveryReport) {
    const auto records = telling();
    const auto m = computeMetrics({}, SpanRecordSource(records)).value();
    const ToolFigures f = by(BenchTool::SageBench);
    EXPECT_EQ(f.ttft.figures, latencyFigures(m.ttft));
    EXPECT_EQ(f.itl.figures, latencyFigures(m.itl));
    EXPECT_EQ(f.tpot.figures, latencyFigures(m.tpot));
    EXPECT_EQ(f.e2el.figures, latencyFigures(m.e2el));
    EXPECT_EQ(f.durationSeconds.value, m.durationSeconds);
    EXPECT_EQ(f.requestRps.value, m.requestThroughputRps);
    EXPECT_EQ(f.outputTps.value, m.outputThroughputTps);
    EXPECT_EQ(f.totalTps.value, m.totalThroughputTps);
    EXPECT_EQ(f.peakInFlight.value, m.peakInFlight);
}

TEST(DefinedFigures, vllmLooksAtEmptyChunksTooAndAtGapsBetweenChunks) {
    const ToolFigures f = by(BenchTool::Vllm);
    expectLatency(f.ttft, AtMost, 200, 200, 280);
    expectLatency(f.itl, About, 15.7143, 10, 24);
    expectLatency(f.tpot, AtLeast, 15.5556, 16.6667, 19.3333);
    expectLatency(f.e2el, AtLeast, 202.5, 185, 304);
    expectNumber(f.durationSeconds, AtLeast, 0.5);
    expectNumber(f.requestRps, AtMost, 8);
    expectNumber(f.outputTps, AtMost, 28);
    expectNumber(f.totalTps, AtMost, 158);
    expectNumber(f.peakInFlight, AtLeast, 4);
}

TEST(DefinedFigures, sglangWaitsForTheEndOfTheResponse) {
    const ToolFigures f = by(BenchTool::Sglang);
    expectLatency(f.ttft, Exact, 150, 150, 270);  // what is not streamed counts as 0
    expectLatency(f.itl, Exact, 15.7143, 10, 24);
    expectLatency(f.tpot, Exact, 25, 25, 29);
    expectLatency(f.e2el, Exact, 222.5, 195, 349);
    expectNumber(f.peakInFlight, Exact, 4);
}

TEST(DefinedFigures, othersCountAllThatTouchASecond) {
    std::vector<RequestRecord> oneAfterTheOther;
    for (const double start : {0, 300, 600, 900}) {
        oneAfterTheOther.push_back(
            test::okRecord({.sentMs = start, .chunksMs = {start + 200}, .output = 1}));
    }
    expectNumber(by(BenchTool::SageBench, oneAfterTheOther).peakInFlight, Exact, 1);
    expectNumber(by(BenchTool::Vllm, oneAfterTheOther).peakInFlight, AtLeast, 4);
    expectNumber(by(BenchTool::Sglang, oneAfterTheOther).peakInFlight, Exact, 4);
}

TEST(DefinedFigures, aTimeFarOffTakesNoRoom) {
    const double years = 9e11;  // 28 of them, in ms
    const std::vector<RequestRecord> farApart{
        test::okRecord({.sentMs = 0, .chunksMs = {100}, .output = 1}),
        test::okRecord({.sentMs = 10, .chunksMs = {years}, .output = 1})};
    expectNumber(by(BenchTool::Vllm, farApart).peakInFlight, AtLeast, 2);
}

TEST(DefinedFigures, guidellmWeighsByTokensAndDoesNotInterpolate) {
    const ToolFigures f = by(BenchTool::GuideLlm);
    expectLatency(f.ttft, Exact, 150, 100, 300);
    expectLatency(f.itl, Exact, 11, 10, 16.6667);
    expectLatency(f.tpot, Exact, 57.8571, 37.5, 110);
    expectLatency(f.e2el, Exact, 222.5, 160, 400);
    expectNumber(f.durationSeconds, Exact, 0.49);
}

TEST(DefinedFigures, aiperfHasOneItlARequest) {
    const ToolFigures f = by(BenchTool::AiPerf);
    expectLatency(f.ttft, Exact, 200, 200, 280);
    expectLatency(f.itl, Exact, 15.5556, 16.6667, 19.3333);
    expectNone(f.tpot, "it has no such figure");
    expectLatency(f.e2el, Exact, 202.5, 185, 304);
    expectNumber(f.durationSeconds, Exact, 0.37);
    expectNumber(f.requestRps, Exact, 10.8108);
    expectNumber(f.outputTps, Exact, 37.8378);
    expectNumber(f.totalTps, Exact, 213.5135);
    EXPECT_EQ(f.peakInFlight.missing, "not compared");
}

TEST(DefinedFigures, genaiPerfLeavesReasoningOutAndCountsFailures) {
    const ToolFigures f = by(BenchTool::GenAiPerf);
    expectLatency(f.ttft, Exact, 206.6667, 200, 280);
    expectLatency(f.itl, Exact, 13.3333, 10, 18);
    expectNone(f.tpot, "it has no such figure");
    expectNumber(f.requestRps, Exact, 13.5135);
    expectNumber(f.outputTps, Exact, 37.8378);
    EXPECT_EQ(f.totalTps.missing, "it has no such figure");
}

TEST(DefinedFigures, mlperfStartsWhenARequestWasDue) {
    const ToolFigures f = by(BenchTool::MlPerf);
    expectLatency(f.ttft, Exact, 203.3333, 200, 300);
    expectNone(f.itl, "it has no such figure");
    expectLatency(f.tpot, Exact, 25, 25, 30);
    expectLatency(f.e2el, Exact, 225, 230, 400);
    expectNumber(f.durationSeconds, Exact, 0.5);
    expectNumber(f.requestRps, Exact, 6);
    expectNumber(f.outputTps, Exact, 28);
}

TEST(DefinedFigures, connectingIsInTheClockOfTheMost) {
    auto records = telling();
    records[0].connected = test::ms(-5);  // opened before the load
    EXPECT_EQ(by(BenchTool::AiPerf, records).ttft.bound, Exact);
    records[0].connected = test::ms(9);
    EXPECT_EQ(by(BenchTool::AiPerf, records).ttft.bound, AtLeast);
    EXPECT_EQ(by(BenchTool::AiPerf, records).e2el.bound, AtLeast);
    EXPECT_EQ(by(BenchTool::AiPerf, records).itl.bound, Exact);
    EXPECT_EQ(by(BenchTool::Vllm, records).ttft.bound, About);
    EXPECT_EQ(by(BenchTool::MlPerf, records).ttft.bound, Exact);
    EXPECT_EQ(by(BenchTool::SageBench, records).ttft.bound, Exact);
}

TEST(DefinedFigures, warmupIsInNone) {
    auto records = telling();
    for (RequestRecord& record : records) {
        record.phase = Phase::Warmup;
    }
    for (const ToolDefinition& tool : toolDefinitions()) {
        const ToolFigures f = by(tool.tool, records);
        EXPECT_FALSE(f.ttft.figures.avg) << tool.id;
        EXPECT_EQ(f.ttft.missing, "no request succeeded") << tool.id;
        EXPECT_FALSE(f.durationSeconds.value) << tool.id;
    }
}

// What vLLM's file tells: its chunks are those with a choice, and no request has an end.

std::vector<RequestRecord> asFromVllm() {
    auto records = telling();
    records.resize(3);
    for (RequestRecord& record : records) {
        record.scheduled = record.finished = record.firstOutputToken = {};
    }
    return records;
}

TEST(DefinedFigures, ofVllmsOwnStampsItsOwnAreExact) {
    const RecordFacts facts{.origin = BenchTool::Vllm, .durationSeconds = 0.6};
    const ToolFigures theirs = by(BenchTool::Vllm, asFromVllm(), facts);
    expectLatency(theirs.ttft, Exact, 200, 200, 280);
    expectLatency(theirs.itl, Exact, 15.7143, 10, 24);
    expectLatency(theirs.e2el, Exact, 236.6667, 220, 316);
    expectNumber(theirs.durationSeconds, Exact, 0.6);
    expectNumber(theirs.peakInFlight, Exact, 3);
    const ToolFigures ours = by(BenchTool::SageBench, asFromVllm(), facts);
    EXPECT_EQ(ours.ttft.bound, AtLeast);
    EXPECT_EQ(ours.itl.bound, About);
    EXPECT_EQ(ours.e2el.bound, AtMost);
    EXPECT_EQ(ours.tpot.bound, AtMost);
    expectNumber(ours.durationSeconds, About, 0.6);
    EXPECT_EQ(ours.peakInFlight.missing, "records tell no begin and end of requests");
}

TEST(DefinedFigures, whatRecordsLackIsSaid) {
    const RecordFacts facts{.origin = BenchTool::Vllm};
    const auto records = asFromVllm();
    expectNone(by(BenchTool::MlPerf, records, facts).ttft,
               "records do not tell when requests were due");
    expectNone(by(BenchTool::Sglang, records, facts).e2el,
               "records do not tell when responses ended");
    expectNone(by(BenchTool::GenAiPerf, records, facts).ttft,
               "records do not tell output from reasoning");
    const ToolFigures ours = by(BenchTool::SageBench, records, facts);
    EXPECT_EQ(ours.durationSeconds.missing, "records tell no begin and end of the load");
    EXPECT_EQ(ours.requestRps.missing, "records tell no begin and end of the load");
}

TEST(DefinedFigures, withoutCommonClockNothingIsTakenAcrossRequests) {
    const RecordFacts facts{.commonClock = false};
    const ToolFigures f = by(BenchTool::SageBench, telling(), facts);
    expectLatency(f.ttft, Exact, 200, 200, 280);
    EXPECT_FALSE(f.durationSeconds.value);
    EXPECT_FALSE(f.peakInFlight.value);
}

TEST(DefinedFigures, gapsPerTokenAreNoGapsBetweenChunks) {
    const RecordFacts facts{.origin = BenchTool::Sglang, .gapsPerToken = true};
    expectNone(by(BenchTool::Vllm, telling(), facts).itl,
               "records tell gaps of tokens, not of chunks");
    EXPECT_EQ(by(BenchTool::Sglang, telling(), facts).itl.missing, "");
}

}  // namespace
}  // namespace sagebench
