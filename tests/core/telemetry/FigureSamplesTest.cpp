// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/FigureSamples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;

WorkloadContext everythingKnown() {
    WorkloadContext context;
    context.engine = {.kvUsedTokens = 4096,
                      .kvUsedBytes = 536870912,
                      .prefixHitRate = 0.25,
                      .evictCount = 12,
                      .evictUnit = "blocks",
                      .evictMs = 0.06,
                      .preemptCount = 3,
                      .specAcceptRate = 0.7,
                      .meanRunning = 7.5,
                      .lateArrivals = 1,
                      .prefillTps = 812.5,
                      .decodeTps = 96.25,
                      .modelLoadMs = 412.75};
    context.memory = {.peakMb = 300, .avgMb = 200, .aboveLoadMb = 150};
    context.client = {.workerBusyFraction = 0.4, .readBacklogP99Ms = 0.02};
    context.sharedPromptTokens = 11;
    context.promptLengthsApproximate = true;
    return context;
}

TEST(FigureSamples, comeBackAsTheyWere) {
    const WorkloadContext known = everythingKnown();
    auto samples = toSamples(known, 5s);
    samples.push_back({1s, "process", "rss_mb", 100});
    samples.push_back({2s, "process", "rss_mb", 300});
    WorkloadContext read;
    fillFromSamples(read, samples, 1s, 5s);
    EXPECT_EQ(read.engine, known.engine);
    EXPECT_EQ(read.memory, known.memory);
    EXPECT_EQ(read.client, known.client);
    EXPECT_EQ(read.sharedPromptTokens, 11);
    EXPECT_TRUE(read.promptLengthsApproximate);
}

TEST(FigureSamples, whatIsAbsentHasNone) {
    EXPECT_EQ(toSamples(WorkloadContext(), 0s),
              (std::vector<TelemetrySample>{{0s, "client", "shared_prompt_tokens", 0},
                                            {0s, "client", "prompt_lengths_approximate", 0}}));
    WorkloadContext read;
    fillFromSamples(read, toSamples(WorkloadContext(), 0s), 0s, 0s);
    EXPECT_EQ(read.engine, EngineFigures());
    EXPECT_EQ(read.memory, MemoryFigures());
    EXPECT_EQ(read.client, ClientFigures());
}

TEST(FigureSamples, carryTheUnitOfEvictions) {
    WorkloadContext context;
    context.engine.evictCount = 2;
    EXPECT_THAT(toSamples(context, 1s), Contains(TelemetrySample{1s, "engine", "evict_count", 2}));
    context.engine.evictUnit = "tokens";
    EXPECT_THAT(toSamples(context, 1s),
                Contains(TelemetrySample{1s, "engine", "evict_count:tokens", 2}));
}

TEST(FigureSamples, ofOtherWindowsAreLeftOut) {
    const std::vector<TelemetrySample> samples = {
        {1s, "engine", "preempt_count", 1}, {2s, "engine", "preempt_count", 2},
        {4s, "engine", "preempt_count", 4}, {1s, "process", "rss_mb", 900},
        {2s, "process", "rss_mb", 10},      {3s, "process", "rss_mb", 30},
        {3s, "server", "preempt_count", 9}, {3s, "process", "threads", 77},
    };
    WorkloadContext read;
    fillFromSamples(read, samples, 2s, 3s);
    EXPECT_EQ(read.engine.preemptCount, 2);
    EXPECT_EQ(read.memory.peakMb, 30);
    EXPECT_EQ(read.memory.avgMb, 20);
}

}  // namespace
}  // namespace sagebench
