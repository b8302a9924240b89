// SPDX-License-Identifier: GPL-3.0-or-later
#include "TrafficResolution.h"

#include <gmock/gmock.h>

namespace sagebench::app {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;

WorkloadSpec shortInput() {
    return {"short_input", "", 128, 128, 5, 1, 0, false};
}

WorkloadSpec resolved(const RunOptions& options, WorkloadSpec workload = shortInput()) {
    const auto done = overrideWorkload(workload, options);
    EXPECT_TRUE(done) << done.error().message;
    return workload;
}

std::string complaint(const RunOptions& options) {
    WorkloadSpec workload = shortInput();
    const auto done = overrideWorkload(workload, options);
    return done ? "" : done.error().message;
}

TEST(TrafficResolution, nothingSaidChangesNothing) {
    EXPECT_EQ(resolved({}), shortInput());
}

TEST(TrafficResolution, aRateAloneIsPoisson) {
    RunOptions options;
    options.traffic.requestRate = 8;
    EXPECT_EQ(resolved(options).arrival.process, ArrivalProcess::Poisson);
    EXPECT_EQ(resolved(options).arrival.rate, 8);
    options.traffic.burstiness = 0.5;
    EXPECT_EQ(resolved(options).arrival.process, ArrivalProcess::Gamma);
    options.traffic.arrival = ArrivalProcess::Constant;
    EXPECT_EQ(resolved(options).arrival.process, ArrivalProcess::Constant);
}

TEST(TrafficResolution, aRateOverAnOpenLoopChangesNothingElseOfIt) {
    WorkloadSpec workload = shortInput();
    workload.arrival.process = ArrivalProcess::Gamma;
    workload.arrival.rate = 2;
    workload.arrival.burstiness = 0.5;
    workload.arrival.maxInFlight = 3;
    RunOptions options;
    options.traffic.requestRate = 10;
    WorkloadSpec expected = workload;
    expected.arrival.rate = 10;
    EXPECT_EQ(resolved(options, workload), expected);
}

TEST(TrafficResolution, noWarmUpIsNoneOfEitherKind) {
    WorkloadSpec workload = shortInput();
    workload.warmup = 2;
    workload.warmupTime = seconds(5);
    RunOptions options;
    options.warmup = 0;
    EXPECT_EQ(resolved(options, workload).warmup, 0);
    EXPECT_EQ(resolved(options, workload).warmupTime, Nanos(0));
}

TEST(TrafficResolution, aRampAloneMovesTheConcurrency) {
    RunOptions options;
    options.traffic.ramp = *parseRamp("linear:1-8:10s");
    EXPECT_EQ(resolved(options).arrival.process, ArrivalProcess::Closed);
    EXPECT_EQ(toText(resolved(options).arrival.ramp), "linear:1-8:10s");
}

TEST(TrafficResolution, aDurationReplacesTheNumberUnlessBothAreGiven) {
    RunOptions options;
    options.traffic.duration = seconds(60);
    EXPECT_EQ(resolved(options).numRequests, 0);
    options.numRequests = 100;
    EXPECT_EQ(resolved(options).numRequests, 100);
    EXPECT_EQ(resolved(options).duration, Nanos(seconds(60)));
}

TEST(TrafficResolution, aDataSetBringsItsOwnLengthsAndNumber) {
    RunOptions options;
    options.traffic.dataset = "chat.jsonl";
    const WorkloadSpec workload = resolved(options);
    EXPECT_EQ(workload.dataset.path, "chat.jsonl");
    EXPECT_TRUE(workload.promptTokens.isUnset());
    EXPECT_TRUE(workload.outputTokens.isUnset());
    EXPECT_EQ(workload.numRequests, 0);
    options.outputTokens = 64;
    EXPECT_EQ(resolved(options).outputTokens, TokenLengths(64));
}

TEST(TrafficResolution, aTimeScaleIsAboutReplay) {
    RunOptions options;
    options.traffic.dataset = "trace.csv";
    options.traffic.timeScale = 0.5;
    EXPECT_EQ(resolved(options).arrival.process, ArrivalProcess::Trace);
    EXPECT_EQ(resolved(options).dataset.timeScale, 0.5);
}

TEST(TrafficResolution, optionsThatContradictEachOtherAreTold) {
    RunOptions rate;
    rate.traffic.requestRate = 5;
    rate.concurrency = Concurrency{8};
    EXPECT_THAT(complaint(rate), HasSubstr("cap them with --max-in-flight"));
    RunOptions cap;
    cap.traffic.maxInFlight = 8;
    EXPECT_THAT(complaint(cap), HasSubstr("a closed loop has its --concurrency"));
    RunOptions ramp;
    ramp.traffic.ramp = *parseRamp("linear:1-8:10s");
    ramp.concurrency = Concurrency{4};
    EXPECT_EQ(complaint(ramp), "--ramp and --concurrency: the ramp says it; leave one out");
    RunOptions grace;
    grace.traffic.grace = seconds(5);
    EXPECT_THAT(complaint(grace), HasSubstr("it follows a --duration"));
    RunOptions window;
    window.traffic.traceFrom = seconds(60);
    EXPECT_EQ(complaint(window), "--trace-from: there is no data set; give one with --dataset");
}

TEST(TrafficResolution, aWorkloadOfADataSetIsNamedAfterItsFile) {
    EXPECT_EQ(datasetWorkload("/data/azure_llm_2023_conv.csv").name, "azure_llm_2023_conv");
    EXPECT_EQ(datasetWorkload("my chats (1).jsonl").name, "my_chats__1_");
}

}  // namespace
}  // namespace sagebench::app
