// SPDX-License-Identifier: GPL-3.0-or-later
#include "TerminalProgress.h"

#include <gmock/gmock.h>

#include "TextStyle.h"

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

ProgressStyle plainStyle(int width) {
    return {width, false, true, 11};
}

RunSnapshot stressAtSeven() {
    RunSnapshot s;
    s.workload = "stress_test";
    s.workloadIndex = 2;
    s.workloadCount = 3;
    s.phase = RunPhase::Running;
    s.total = 10;
    s.ok = 6;
    s.failed = 1;
    s.inFlight = 3;
    s.ttftP50 = 45200us;
    s.outputTokensPerSecond = 812.3;
    s.remaining = 3s;
    return s;
}

WorkloadMetrics shortInput() {
    WorkloadMetrics m;
    m.name = "short_input";
    m.totalRequests = 5;
    m.successfulRequests = 5;
    m.ttft.p50 = 12.6;
    m.tpot.p50 = 5.0;
    m.outputThroughputTps = 198.4;
    m.durationSeconds = 3.3;
    return m;
}

TEST(ProgressLines, FillTheWidthWithTheBar) {
    EXPECT_THAT(progressLines(stressAtSeven(), plainStyle(60)),
                ElementsAre(" ▸ stress_test  3/3  ━━━━━━━━━━━━━━━━╸───────   7/10   70 %",
                            "   3 in flight · 1 error · TTFT p50 45.2 ms · 812 tok/s"));
}

TEST(ProgressLines, ShowMoreWhereThereIsMoreRoom) {
    EXPECT_EQ(progressLines(stressAtSeven(), plainStyle(80))[1],
              "   3 in flight · 1 error · TTFT p50 45.2 ms · 812 tok/s · 3.0 s left");
}

TEST(ProgressLines, AreNeverAsWideAsTheTerminal) {
    for (int width = 1; width < 200; ++width) {
        for (const std::string& line : progressLines(stressAtSeven(), {width, true, true, 24})) {
            EXPECT_LT(columnsOf(line), width);
        }
    }
}

TEST(ProgressLines, InAsciiWhereTheLocaleIsNotUnicode) {
    EXPECT_THAT(progressLines(stressAtSeven(), {60, false, false, 11}),
                ElementsAre(" > stress_test  3/3  ################........   7/10   70 %",
                            "   3 in flight | 1 error | TTFT p50 45.2 ms | 812 tok/s"));
}

TEST(ProgressLines, TellWhileItGoesOnThatTheClientDisturbs) {
    RunSnapshot s = stressAtSeven();
    s.validity = {"client_limited", {"a client thread was busy 97 % of the time", "and more"}};
    EXPECT_EQ(progressLines(s, plainStyle(60))[2],
              "   client_limited: a client thread was busy 97 % of the tim");
    EXPECT_THAT(plainProgressLine(s),
                testing::EndsWith(", client_limited (a client thread was busy 97 % of the time)"));
    for (int width = 1; width < 100; ++width) {
        EXPECT_LT(columnsOf(progressLines(s, {width, true, true, 24})[2]), width);
    }
}

TEST(ProgressLines, ColourErrorsRed) {
    const ProgressStyle style{80, true, true, 11};
    EXPECT_THAT(progressLines(stressAtSeven(), style)[1],
                testing::HasSubstr("\x1b[31m1 error\x1b[0m"));
    RunSnapshot good = stressAtSeven();
    good.failed = 0;
    EXPECT_THAT(progressLines(good, style)[1], testing::HasSubstr("0 errors"));
    EXPECT_THAT(progressLines(good, style)[1], testing::Not(testing::HasSubstr("\x1b[31m")));
}

TEST(ProgressLines, SayTheStepBeforeTheFirstRequest) {
    RunSnapshot s = stressAtSeven();
    s.phase = RunPhase::Preparing;
    s.total = s.ok = s.failed = s.inFlight = 0;
    EXPECT_THAT(progressLines(s, plainStyle(60)),
                ElementsAre(" ▸ stress_test  3/3  ", "   preparing prompts"));
    EXPECT_THAT(progressLines(RunSnapshot{}, plainStyle(60)), ElementsAre("   connecting"));
}

TEST(ProgressLines, UnknownFiguresAreNotZero) {
    RunSnapshot s = stressAtSeven();
    s.phase = RunPhase::Warmup;
    s.ttftP50.reset();
    s.outputTokensPerSecond.reset();
    s.remaining.reset();
    EXPECT_EQ(progressLines(s, plainStyle(80))[1],
              "   warm-up · 3 in flight · 1 error · TTFT p50 n/a · n/a tok/s");
}

TEST(FinishedLine, StaysAsARowOfATable) {
    EXPECT_EQ(finishedLine(shortInput(), plainStyle(100)),
              " ✓ short_input  5/5 ok  TTFT p50 12.6 ms  TPOT p50 5.00 ms   198 tok/s  3.3 s");
}

TEST(FinishedLine, TellsOfFailures) {
    WorkloadMetrics m = shortInput();
    m.successfulRequests = 2;
    m.failedRequests = 3;
    m.errorsByCategory = {{"connect", 2}, {"timeout", 1}};
    EXPECT_EQ(finishedLine(m, plainStyle(60)),
              " ! short_input  2/5 ok  3 failed (connect 2, timeout 1)");
    m.successfulRequests = 0;
    EXPECT_EQ(finishedLine(m, plainStyle(24)), " ✗ short_input  0/5 ok");
}

TEST(FinishedLine, TellsOfCancelledRequests) {
    WorkloadMetrics m = shortInput();
    m.cancelledRequests = 19;
    EXPECT_THAT(finishedLine(m, plainStyle(100)),
                testing::StartsWith(" ! short_input  5/5 ok  19 cancelled  TTFT"));
    EXPECT_THAT(plainFinishedLine(m, 0, 1),
                testing::StartsWith(
                    "[1/1] short_input: done in 3.3 s: 5 ok, 0 failed, 19 cancelled, TTFT"));
}

TEST(FinishedLine, TellsOfAnInterruption) {
    WorkloadMetrics m = shortInput();
    m.interrupted = true;
    EXPECT_THAT(finishedLine(m, plainStyle(100)),
                testing::StartsWith(" ! short_input  5/5 ok  interrupted  TTFT"));
}

TEST(PlainLines, TellTheSameWithoutATerminal) {
    WorkloadSpec spec;
    spec.name = "stress_test";
    spec.numRequests = 10;
    spec.promptTokens = spec.outputTokens = 256;
    EXPECT_EQ(
        plainStartLine(spec, 2, 3),
        "[3/3] stress_test: 10 requests of 256 prompt and 256 output tokens, one after another");
    spec.concurrency.reset();
    EXPECT_EQ(plainStartLine(spec, 2, 3),
              "[3/3] stress_test: 10 requests of 256 prompt and 256 output tokens, all at once");
    EXPECT_EQ(plainProgressLine(stressAtSeven()),
              "[3/3] stress_test: 7/10 done, 3 in flight, 1 error, TTFT p50 45.2 ms, 812 tok/s, "
              "3.0 s left");
    EXPECT_EQ(plainFinishedLine(shortInput(), 0, 3),
              "[1/3] short_input: done in 3.3 s: 5 ok, 0 failed, TTFT p50 12.6 ms, TPOT p50 5.00 "
              "ms, 198 tok/s");
    WorkloadMetrics m = shortInput();
    m.failedRequests = 1;
    m.errorsByCategory = {{"http_5xx", 1}};
    m.interrupted = true;
    EXPECT_THAT(plainFinishedLine(m, 0, 1),
                testing::StartsWith(
                    "[1/1] short_input: interrupted in 3.3 s: 5 ok, 1 failed (http_5xx 1), TTFT"));
}

TEST(PlainLines, OfPreparingTellOnlyThat) {
    RunSnapshot s = stressAtSeven();
    s.phase = RunPhase::Preparing;
    EXPECT_EQ(plainProgressLine(s), "[3/3] stress_test: preparing prompts");
}

}  // namespace
}  // namespace sagebench::app
