// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/VllmReport.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "core/report/SampleRun.h"
#include "support/Golden.h"
#include "support/JsonSchema.h"
#include "support/Records.h"

namespace sagebench {
namespace {

using nlohmann::ordered_json;
using testing::ElementsAre;
using testing::ElementsAreArray;

std::string vllmOf(const test::SampleRun& run, const test::SampleWorkload& workload) {
    const SpanRecordSource records(workload.records);
    const auto metrics = computeMetrics(workload.context, records).value();
    return vllmReport(run.info, workload.context.spec, metrics, records).value();
}

TEST(VllmReport, isAsExpected) {
    const test::SampleRun run = test::sampleRun();
    const std::string text = vllmOf(run, run.stressTest);
    test::expectGolden("core/report/golden/stress_test_vllm.json", text);
    EXPECT_EQ(test::validateAgainst("vllm", text), "");
    EXPECT_EQ(test::validateAgainst("vllm", vllmOf(run, run.shortInput)), "");
}

TEST(VllmReport, hasTheKeysOfVllm) {
    std::istringstream in(
        "date endpoint_type backend label model_id tokenizer_id num_prompts request_rate "
        "burstiness "
        "max_concurrency duration completed failed total_input_tokens total_output_tokens "
        "request_throughput "
        "request_goodput output_throughput total_token_throughput max_output_tokens_per_s "
        "max_concurrent_requests input_lens output_lens ttfts itls start_times generated_texts "
        "errors "
        "mean_ttft_ms median_ttft_ms std_ttft_ms p50_ttft_ms p90_ttft_ms p95_ttft_ms p99_ttft_ms "
        "mean_tpot_ms median_tpot_ms std_tpot_ms p50_tpot_ms p90_tpot_ms p95_tpot_ms p99_tpot_ms "
        "mean_itl_ms median_itl_ms std_itl_ms p50_itl_ms p90_itl_ms p95_itl_ms p99_itl_ms "
        "mean_e2el_ms median_e2el_ms std_e2el_ms p50_e2el_ms p90_e2el_ms p95_e2el_ms p99_e2el_ms "
        "validity");
    const std::vector<std::string> expected{std::istream_iterator<std::string>(in), {}};
    const test::SampleRun run = test::sampleRun();
    std::vector<std::string> keys;
    const auto json = ordered_json::parse(vllmOf(run, run.shortInput));
    for (const auto& [key, value] : json.items()) {
        keys.push_back(key);
    }
    EXPECT_THAT(keys, ElementsAreArray(expected));
}

TEST(VllmReport, tellsTheLoadOfAnOpenLoop) {
    test::SampleRun run = test::sampleRun();
    WorkloadSpec& spec = run.stressTest.context.spec;
    spec.arrival.process = ArrivalProcess::Gamma;
    spec.arrival.rate = 12.5;
    spec.arrival.burstiness = 0.5;
    spec.arrival.maxInFlight = 64;
    spec.numRequests = 0;
    const auto json = ordered_json::parse(vllmOf(run, run.stressTest));
    EXPECT_EQ(json["request_rate"], 12.5);
    EXPECT_EQ(json["burstiness"], 0.5);
    EXPECT_EQ(json["max_concurrency"], 64);
    EXPECT_EQ(json["num_prompts"], 5);
    spec.arrival.process = ArrivalProcess::Trace;
    EXPECT_EQ(ordered_json::parse(vllmOf(run, run.stressTest))["request_rate"], "inf");
}

TEST(VllmReport, requestsOfASecondCountAsVllmCountsThem) {
    test::SampleRun run = test::sampleRun();
    run.stressTest.records = {test::okRecord({.sentMs = 0, .chunksMs = {200}, .output = 1}, 0),
                              test::okRecord({.sentMs = 300, .chunksMs = {500}, .output = 1}, 1),
                              test::okRecord({.sentMs = 9e11, .chunksMs = {9e11 + 1}}, 2)};
    const auto json = ordered_json::parse(vllmOf(run, run.stressTest));
    EXPECT_EQ(json["max_concurrent_requests"], 2) << "one after the other, in one second";
    EXPECT_EQ(json["max_output_tokens_per_s"], 2.0) << "of two times that are years apart";
}

TEST(VllmReport, goodputIsThatOfThePlansSlo) {
    test::SampleRun run = test::sampleRun();
    run.stressTest.context.slo.limits = parseSlos("ttft=72ms").value();
    const auto json = ordered_json::parse(vllmOf(run, run.stressTest));
    EXPECT_DOUBLE_EQ(json["request_goodput"].get<double>(), 2 / 0.375);  // 1000 to 1375 ms
}

TEST(VllmReport, listsHaveARequestEachInOrderOfIndexAndSeconds) {
    test::SampleRun run = test::sampleRun();
    std::reverse(run.stressTest.records.begin(), run.stressTest.records.end());
    const auto json = ordered_json::parse(vllmOf(run, run.stressTest));
    EXPECT_THAT(json["ttfts"], ElementsAre(0.05, 0.072, 0.184, 0.326, 0.068));
    EXPECT_THAT(json["output_lens"], ElementsAre(5, 5, 5, 5, 0));
    EXPECT_THAT(json["input_lens"], ElementsAre(260, 260, 260, 260, 256));
    EXPECT_THAT(json["itls"][0], ElementsAre(0.024, 0.0));
    EXPECT_THAT(json["itls"][4], ElementsAre());
    EXPECT_THAT(json["start_times"], ElementsAre(1.0, 1.008, 1.016, 1.024, 1.032));
    EXPECT_EQ(json["errors"][0], "");
    EXPECT_EQ(json["errors"][4], "protocol: line 3 | <b>not</b> JSON:\n{\"choices\": *oops*");
    EXPECT_EQ(json["max_concurrency"], nullptr);
    EXPECT_EQ(json["request_rate"], "inf");
}

TEST(VllmReport, itlIsTheGapBetweenChunks) {
    const test::SampleRun run = test::sampleRun();
    EXPECT_EQ(ordered_json::parse(vllmOf(run, run.stressTest))["mean_itl_ms"], 12.0);
}

TEST(VllmReport, leavesOutWarmupAndCancelled) {
    test::SampleRun run = test::sampleRun();
    run.shortInput.records.push_back(test::cancelledRecord({.finishedMs = 5000}, 3));
    const auto json = ordered_json::parse(vllmOf(run, run.shortInput));
    EXPECT_EQ(json["ttfts"].size(), 3u);
    EXPECT_EQ(json["completed"], 3);
    EXPECT_EQ(json["max_concurrency"], 1);
}

TEST(VllmReport, countsTokensInWholeSecondsFromTheFirstSend) {
    test::SampleRun run = test::sampleRun();
    run.shortInput.records = {
        test::okRecord(
            {.sentMs = 500, .chunksMs = {600, 1400, 1499}, .chunkTokens = {1, 2, 3}, .output = 6}),
        test::okRecord({.sentMs = 600, .chunksMs = {1500, 1600, 2499}, .output = 3}),
    };
    EXPECT_EQ(ordered_json::parse(vllmOf(run, run.shortInput))["max_output_tokens_per_s"], 6.0);
}

TEST(VllmReport, whatWasNotStreamedHasNoFirstToken) {
    test::SampleRun run = test::sampleRun();
    run.shortInput.records = {test::okRecord({.finishedMs = 100, .prompt = 3, .output = 7})};
    const std::string text = vllmOf(run, run.shortInput);
    const auto json = ordered_json::parse(text);
    EXPECT_THAT(json["ttfts"], ElementsAre(nullptr));
    EXPECT_TRUE(json["max_output_tokens_per_s"].is_null());
    EXPECT_TRUE(json["mean_ttft_ms"].is_null());
    EXPECT_EQ(test::validateAgainst("vllm", text), "");
}

TEST(VllmReport, keepsTextsWhereTheRunKeptThem) {
    test::SampleRun run = test::sampleRun();
    run.shortInput.records[1].text = "He said \"\xff\"";
    const auto json = ordered_json::parse(vllmOf(run, run.shortInput));
    EXPECT_THAT(json["generated_texts"], ElementsAre("He said \"\xEF\xBF\xBD\"", "", ""));
}

TEST(VllmSchema, refusesWhatTheContractDoesNotAllow) {
    const test::SampleRun run = test::sampleRun();
    const auto good = ordered_json::parse(vllmOf(run, run.shortInput));
    const auto complaints = [&](const char* key, const ordered_json& value) {
        auto json = good;
        json[key] = value;
        return test::validateAgainst("vllm", json.dump());
    };
    EXPECT_NE(complaints("request_rate", "infinite"), "");
    EXPECT_NE(complaints("itls", {1, 2}), "");
    EXPECT_NE(complaints("date", "2026-01-31"), "");
    EXPECT_NE(complaints("surprise", 1), "");
}

}  // namespace
}  // namespace sagebench
