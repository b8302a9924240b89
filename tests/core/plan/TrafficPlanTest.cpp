// SPDX-License-Identifier: GPL-3.0-or-later
// What a workload says of its traffic: text forms, JSON, rules, words.
#include <gmock/gmock.h>

#include "plan/LoadText.h"
#include "plan/PlanFile.h"
#include "plan/TrafficRules.h"

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Optional;

TEST(Ramp, readsAndWritesItsForms) {
    const auto linear = parseRamp("linear:1-32:60s");
    ASSERT_TRUE(linear);
    EXPECT_EQ(linear->kind, LoadRamp::Kind::Linear);
    EXPECT_EQ(linear->levels, (std::vector<double>{1, 32}));
    EXPECT_EQ(linear->span, Nanos(minutes(1)));
    for (const char* text :
         {"linear:1-32:1m", "exponential:0.5-64:90s", "steps:1,2,4,8:30s", "steps:5:500ms"}) {
        EXPECT_EQ(toText(*parseRamp(text)), text);
    }
}

TEST(Ramp, saysWhichFormsThereAre) {
    for (const char* text : {"", "linear", "linear:1-32", "linear:1,32:60s", "linear:0-32:60s",
                             "linear:1-32:0s", "steps:1-2:3s", "cubic:1-2:3s", "steps:1,x:3s"}) {
        EXPECT_FALSE(parseRamp(text)) << text;
    }
    EXPECT_THAT(parseRamp("up").error().message,
                HasSubstr("the forms are linear:1-32:60s (from 1 to 32 in 60 s)"));
}

TEST(Prefix, isACountAndALength) {
    EXPECT_EQ(parsePrefix("4:512"), (PrefixSpec{4, 512}));
    EXPECT_EQ(toText(PrefixSpec{4, 512}), "4:512");
    for (const char* text : {"", "4", "4:", ":5", "0:5", "4:0", "4:x"}) {
        EXPECT_FALSE(parsePrefix(text)) << text;
    }
}

WorkloadSpec fullWorkload() {
    WorkloadSpec spec{"w", "", 0, 0, 0, 1, 0, false};
    spec.promptTokens = *TokenLengths::parse("lognormal:512,300");
    spec.outputTokens = 64;
    spec.arrival.process = ArrivalProcess::Gamma;
    spec.arrival.rate = 8.5;
    spec.arrival.burstiness = 0.25;
    spec.arrival.ramp = *parseRamp("linear:1-32:1m");
    spec.arrival.burstEvery = seconds(10);
    spec.arrival.maxInFlight = 64;
    spec.thinkTime = milliseconds(1500);
    spec.duration = seconds(60);
    spec.warmupTime = seconds(10);
    spec.cooldown = seconds(5);
    spec.grace = seconds(7);
    spec.turns = 4;
    spec.prefix = {4, 128};
    return spec;
}

WorkloadSpec fullReplay() {
    WorkloadSpec spec{"r", "", 0, 0, 0, 1, 0, false};
    spec.arrival.process = ArrivalProcess::Trace;
    spec.dataset = {"trace.jsonl",
                    DatasetFormat::Mooncake,
                    0.5,
                    seconds(30),
                    minutes(5),
                    1000,
                    0.25,
                    4096,
                    16,
                    TraceTimeUnit::Seconds};
    return spec;
}

TEST(TrafficPlan, everythingSurvivesAPlanFile) {
    RunPlan plan;
    plan.workloads = {fullWorkload(), fullReplay()};
    const auto read = parsePlan(toJson(plan), "plan.json");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->workloads, plan.workloads);
}

TEST(TrafficPlan, onlyWhatIsUnusualIsWritten) {
    RunPlan plan;
    plan.workloads = {{"w", "", 10, 20, 5, 2, 0, false}};
    const std::string json = toJson(plan);
    for (const char* key : {"arrival", "duration_s", "grace_s", "turns", "dataset", "prefix"}) {
        EXPECT_THAT(json, testing::Not(HasSubstr(key)));
    }
}

std::string errorOf(const std::string& keys) {
    const auto parsed =
        parseWorkloads(R"({"name": "w", "prompt_tokens": 8, "output_tokens": 8, "num_requests": 1,)"
                       "\n" +
                           keys + "}",
                       "w.json");
    return parsed ? "" : parsed.error().message;
}

TEST(TrafficPlan, complaintsNameFileLineAndKey) {
    EXPECT_EQ(errorOf(R"("arrival": "regular")"),
              "w.json:2: key \"arrival\" can't be used: \"regular\" is none of closed, constant, "
              "poisson, gamma, trace");
    EXPECT_THAT(errorOf(R"("ramp": "up")"),
                HasSubstr("w.json:2: key \"ramp\" can't be used: \"up\" is no ramp"));
    EXPECT_THAT(errorOf(R"("request_rate": 0)"), HasSubstr("w.json:2: key \"request_rate\""));
    EXPECT_THAT(errorOf(R"("dataset": {"format": "csv"})"), HasSubstr("key \"path\" is missing"));
    EXPECT_THAT(errorOf(R"("dataset": {"path": "x", "colour": 1})"),
                HasSubstr("w.json:2: key \"colour\" is not known"));
    EXPECT_EQ(errorOf(R"("duration_s": 60)"), "");
}

TEST(TrafficPlan, lengthsAndNumberMayBeLeftToADataSetOrADuration) {
    EXPECT_TRUE(parseWorkloads(R"({"name": "w", "dataset": {"path": "x"}})", "w.json"));
    EXPECT_TRUE(parseWorkloads(
        R"({"name": "w", "prompt_tokens": 8, "output_tokens": 8, "duration_s": 5})", "w.json"));
    EXPECT_FALSE(parseWorkloads(R"({"name": "w", "duration_s": 5})", "w.json"));
}

WorkloadSpec simple() {
    return {"w", "", 10, 20, 5, 2, 0, false};
}

TEST(TrafficRules, anOpenLoopNeedsARateOrATrace) {
    WorkloadSpec spec = simple();
    EXPECT_EQ(trafficProblem(spec), std::nullopt);
    spec.arrival.process = ArrivalProcess::Poisson;
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("--request-rate or --ramp")));
    spec.arrival.rate = 5;
    EXPECT_EQ(trafficProblem(spec), std::nullopt);
    spec.arrival.burstiness = 0.5;
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("burstiness belongs to gamma")));
    spec.arrival = {};
    spec.arrival.process = ArrivalProcess::Trace;
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("--dataset")));
}

TEST(TrafficRules, aClosedLoopHasNoRate) {
    WorkloadSpec spec = simple();
    spec.arrival.rate = 5;
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("choose an open --arrival")));
    spec.arrival = {};
    spec.arrival.ramp = *parseRamp("linear:0.5-3:5s");
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("whole number")));
}

TEST(TrafficRules, everyLoadEnds) {
    WorkloadSpec spec = simple();
    spec.numRequests = 0;
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("--num-requests or --duration")));
    spec.duration = seconds(5);
    EXPECT_EQ(trafficProblem(spec), std::nullopt);
    spec.concurrency.reset();
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("all requests at once")));
    spec = simple();
    spec.cooldown = seconds(1);
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("--duration")));
}

TEST(TrafficRules, whatAPlanCouldNotHoldIsNoLoadEither) {
    WorkloadSpec spec = simple();
    spec.arrival.process = ArrivalProcess::Poisson;
    spec.arrival.rate = 2e7;
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("from 0.001 to 10000000")));
    spec.arrival.rate = 1e7;
    spec.numRequests = 0;
    spec.duration = seconds(60);
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("more than 100,000,000 requests")));
    spec = simple();
    spec.turns = 20'000;
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("at most 10000 turns")));
}

TEST(TrafficRules, thinkingIsForThoseWhoWaitForAnswers) {
    WorkloadSpec spec = simple();
    spec.thinkTime = seconds(1);
    EXPECT_EQ(trafficProblem(spec), std::nullopt);
    spec.arrival.process = ArrivalProcess::Poisson;
    spec.arrival.rate = 1;
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("think time")));
    spec.turns = 2;
    EXPECT_EQ(trafficProblem(spec), std::nullopt);
}

TEST(TrafficRules, promptsAreSyntheticOrOfADataSet) {
    WorkloadSpec spec = simple();
    spec.prefix = {2, 10};
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("leaves nothing")));
    spec.prefix = {2, 9};
    EXPECT_EQ(trafficProblem(spec), std::nullopt);
    spec.dataset.path = "x";
    EXPECT_THAT(trafficProblem(spec), Optional(HasSubstr("a data set has its own")));
}

TEST(LoadText, saysWhatIsSentAndHow) {
    WorkloadSpec spec = simple();
    EXPECT_EQ(loadText(spec), "5 requests of 10 prompt and 20 output tokens, 2 at a time");
    spec.concurrency = 1;
    EXPECT_EQ(loadText(spec), "5 requests of 10 prompt and 20 output tokens, one after another");
    spec.duration = std::chrono::seconds(90);
    EXPECT_EQ(loadText(spec),
              "5 requests of 10 prompt and 20 output tokens, one after another, for at most 90s");
    spec.numRequests = 0;
    EXPECT_EQ(loadText(spec),
              "90s of requests of 10 prompt and 20 output tokens, one after another");
    EXPECT_EQ(loadText(fullWorkload()),
              "1m of conversations of 4 turns of lognormal:512,300 prompt and 64 output tokens, "
              "linear:1-32:1m a second (gamma, burstiness 0.25) in bursts every 10s, at most 64 in "
              "flight, think time 1.5s, beginning with one of 4 prefixes of 128 tokens, "
              "after 10s of warm-up, before 5s of cool-down");
    spec.numRequests = 1;
    spec.duration = {};
    EXPECT_EQ(loadText(spec), "1 request of 10 prompt and 20 output tokens, one after another");
    spec.turns = 3;
    EXPECT_EQ(loadText(spec).substr(0, 25), "1 conversation of 3 turns");
    EXPECT_EQ(loadText(fullReplay()), "requests of trace.jsonl, at the times of the trace × 0.5");
}

}  // namespace
}  // namespace sagebench
