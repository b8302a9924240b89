// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadText.h"

#include <gmock/gmock.h>

#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

WorkloadSpec spec(const std::string& name, int requests, int outputTokens = 128) {
    WorkloadSpec made;
    made.name = name;
    made.promptTokens = 128;
    made.outputTokens = outputTokens;
    made.numRequests = requests;
    return made;
}

std::string order(const std::vector<WorkloadEntry>& workloads) {
    std::string names;
    for (const std::string& name : namesOf(workloads)) {
        names += name;
    }
    return names;
}

TEST(WorkloadText, saysAWorkloadInALine) {
    EXPECT_EQ(digestOf(spec("a", 5)).toStdString(), "128 → 128 tokens · 5 requests · 1 at a time");
    WorkloadSpec odd = spec("a", 1);
    odd.concurrency.reset();
    odd.warmup = 2;
    odd.samePrompt = true;
    EXPECT_EQ(digestOf(odd).toStdString(),
              "128 → 128 tokens · 1 request · all at once · 2 to warm up · same prompt");
}

TEST(WorkloadText, sumsWhatIsChecked) {
    EXPECT_EQ(digestOf(std::vector<WorkloadEntry>{
                  {spec("a", 50, 138), true}, {spec("b", 10, 10), true}, {spec("c", 9), false}}),
              "2 workloads, 60 requests, ~7000 output tokens");
    EXPECT_EQ(digestOf(std::vector<WorkloadEntry>{{spec("a", 1), true}}),
              "1 workload, 1 request, ~130 output tokens");
    EXPECT_EQ(digestOf(std::vector<WorkloadEntry>()), "No workload is checked");
}

TEST(WorkloadText, saysArrivalsInWords) {
    WorkloadSpec open = spec("a", 0);
    open.promptTokens = TokenLengths::logNormal(512, 300);
    open.arrival.process = ArrivalProcess::Poisson;
    open.arrival.rate = 10;
    open.duration = std::chrono::seconds(60);
    EXPECT_EQ(digestOf(open).toStdString(), "log-normal 512 → 128 tokens · 10/s Poisson for 60 s");
    open.numRequests = 900;
    EXPECT_EQ(digestOf(open).toStdString(),
              "log-normal 512 → 128 tokens · 900 requests, at most 60 s · 10/s Poisson");
    open.arrival.ramp = {LoadRamp::Kind::Linear, {1, 32}, std::chrono::seconds(120)};
    EXPECT_EQ(arrivalText(open).toStdString(), "1 to 32/s in 2 min Poisson");
}

TEST(WorkloadText, saysDataSetsAndConversations) {
    WorkloadSpec replay;
    replay.arrival.process = ArrivalProcess::Trace;
    replay.dataset.path = "/traces/azure.csv";
    replay.dataset.timeScale = 0.5;
    EXPECT_EQ(digestOf(replay).toStdString(), "azure.csv · at the trace's times × 0.5");
    WorkloadSpec chat = spec("a", 5);
    chat.turns = 4;
    chat.prefix = {2, 256};
    chat.arrival = {ArrivalProcess::Gamma, 2, 0.25, {}, std::chrono::milliseconds(500), {}};
    EXPECT_EQ(digestOf(chat).toStdString(),
              "128 → 128 tokens · 5 conversations · 2/s gamma 0.25, sent every 500 ms · 4 turns · "
              "2 prefixes of 256");
}

TEST(WorkloadText, sumsWhatIsExpectedWhereItIsKnown) {
    WorkloadSpec open = spec("a", 0, 10);
    open.arrival.process = ArrivalProcess::Constant;
    open.arrival.rate = 10;
    open.duration = std::chrono::seconds(60);
    EXPECT_EQ(digestOf(std::vector<WorkloadEntry>{{open, true}}),
              "1 workload, 600 requests, ~6000 output tokens");
    WorkloadSpec closed = spec("b", 0);
    closed.duration = std::chrono::seconds(60);
    EXPECT_EQ(digestOf(std::vector<WorkloadEntry>{{open, true}, {closed, true}}), "2 workloads");
}

TEST(WorkloadText, findsANameThatIsFree) {
    EXPECT_EQ(freeName("a", {"b"}), "a");
    EXPECT_EQ(freeName("a", {"a", "a-2"}), "a-3");
    const std::string longest(64, 'x');
    EXPECT_EQ(freeName(longest, {longest}), std::string(62, 'x') + "-2");
}

TEST(WorkloadText, builtinIsWhatIsUnchanged) {
    WorkloadSpec first = builtinWorkloads()[0];
    EXPECT_TRUE(isBuiltin(first));
    first.numRequests += 1;
    EXPECT_FALSE(isBuiltin(first));
}

TEST(WorkloadText, movesBeforeAnother) {
    const std::vector<WorkloadEntry> abc = {{spec("a", 1)}, {spec("b", 1)}, {spec("c", 1)}};
    EXPECT_EQ(order(moved(abc, 0, 3)), "bca");
    EXPECT_EQ(order(moved(abc, 2, 0)), "cab");
    EXPECT_EQ(order(moved(abc, 1, 2)), "abc");
}

}  // namespace
}  // namespace sagebench::ui
