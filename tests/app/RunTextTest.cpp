// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunText.h"

#include <gmock/gmock.h>

namespace sagebench::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(MeasuringLine, NamesTheEngineAsFarAsItIsKnown) {
    RunInfo run;
    run.seed = 7;
    run.engine.backend = "llama-server";
    run.engine.endpoint = "http://127.0.0.1:8080/v1/chat/completions";
    EXPECT_EQ(measuringLine(run),
              "Measuring llama-server at http://127.0.0.1:8080/v1/chat/completions, seed 7");
    run.engine.name = "llama.cpp";
    run.engine.version = "b4567";
    run.engine.model = "tiny";
    EXPECT_EQ(measuringLine(run),
              "Measuring llama.cpp b4567 (llama-server) at "
              "http://127.0.0.1:8080/v1/chat/completions, model tiny, "
              "seed 7");
}

TEST(RunDetails, HoldMachineCommandAndPlan) {
    RunInfo run;
    run.command = "sagellm-benchmark run --seed 7";
    run.environment.cores = 2;
    const std::string details = runDetails(run);
    EXPECT_THAT(details, HasSubstr("Machine: unknown CPU, 2 cores, ? MiB"));
    EXPECT_THAT(details, HasSubstr("Repeat: sagellm-benchmark run --seed 7\n"));
    EXPECT_THAT(details, HasSubstr("\"backend\""));
}

TEST(WorkloadDetails, ListPercentilesAndFirstErrors) {
    WorkloadMetrics m;
    m.ttft.p50 = 12.6;
    m.ttft.count = 5;
    m.firstErrors["connect"] = {"refused"};
    const std::string details = workloadDetails(m);
    EXPECT_THAT(
        details,
        HasSubstr("    TTFT  p50 12.6 ms, p90 n/a, p95 n/a, p99 n/a, max n/a (5 samples)\n"));
    EXPECT_THAT(details, testing::EndsWith("\n    connect: refused"));
}

TEST(WarningsOf, TellWhatTheTableWouldTell) {
    RunSummary summary;
    summary.workloads.resize(1);
    WorkloadMetrics& m = summary.workloads[0];
    m.name = "w";
    m.successfulRequests = 1;
    EXPECT_THAT(warningsOf(summary), IsEmpty());
    m.validity = {"client_limited", {"send lag p99 12 ms"}};
    m.warnings = {"lengths are approximate"};
    EXPECT_THAT(warningsOf(summary),
                ElementsAre("w is not valid (client_limited): send lag p99 12 ms.",
                            "w: lengths are approximate"));
}

TEST(MeasuringLine, LetsNothingThroughThatSteersATerminal) {
    RunInfo run;
    run.engine.backend = "openai";
    run.engine.model = "\x1b[2Jm";
    EXPECT_EQ(measuringLine(run), "Measuring openai, model  [2Jm, seed 0");
}

}  // namespace
}  // namespace sagebench::app
