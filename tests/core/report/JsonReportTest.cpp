// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/JsonReport.h"

#include <gmock/gmock.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/LocatedJson.h"
#include "core/report/SampleRun.h"
#include "support/Golden.h"
#include "support/JsonSchema.h"

namespace sagebench {
namespace {

using nlohmann::ordered_json;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    return {std::istream_iterator<std::string>(in), {}};
}

std::vector<std::string> keysOf(const ordered_json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items()) {
        keys.push_back(key);
    }
    return keys;
}

/// Nine statistics and the count of a latency, without those that the first contract has.
std::string latencyKeys(const std::string& name, const std::string& standing = "") {
    std::string out;
    for (const char* statistic : {"avg", "std", "min", "p50", "p90", "p95", "p99", "p999", "max"}) {
        if (standing.find(statistic) == std::string::npos) {
            out += std::string(statistic) + '_' + name + "_ms ";
        }
    }
    return out + "count_" + name + ' ';
}

TEST(MetricsJson, hasAnIntervalForEachHeadlineFigure) {
    WorkloadMetrics metrics;
    metrics.ci95["p99_ttft_ms"] = {11.5, 13};
    const auto ci95 = nlohmann::json::parse(metricsJson(metrics))["ci95"];
    EXPECT_EQ(ci95.size(), 18u);
    EXPECT_EQ(ci95["p99_ttft_ms"], nlohmann::json({11.5, 13}));
    EXPECT_TRUE(ci95["avg_itl_ms"].is_null());
}

TEST(SummaryJson, intervalsAreReadBack) {
    RunSummary summary = test::sampleRun().summary();
    summary.workloads[0].ci95["p99_ttft_ms"] = {11.5, 13};
    const auto read = parseSummary(summaryJson(summary), "s.json");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->workloads[0].ci95.at("p99_ttft_ms"), (ConfidenceInterval{11.5, 13}));
    EXPECT_FALSE(read->workloads[0].ci95.contains("avg_itl_ms"));
}

TEST(MetricsJson, hasItsKeysInTheOrderOfTheContract) {
    const std::string expected =
        "avg_ttft_ms p50_ttft_ms p95_ttft_ms p99_ttft_ms avg_tbt_ms avg_tpot_ms avg_throughput_tps "
        "peak_mem_mb avg_mem_mb error_rate total_requests successful_requests failed_requests "
        "kv_used_tokens kv_used_bytes prefix_hit_rate evict_count evict_ms spec_accept_rate "
        "total_time_s "
        "start_time end_time " +
        latencyKeys("ttft", "avg p50 p95 p99;") + latencyKeys("tpot", "avg") + latencyKeys("itl") +
        latencyKeys("icl") + latencyKeys("e2el") + latencyKeys("ttft_scheduled") +
        latencyKeys("e2el_scheduled") + latencyKeys("send_lag") +
        "request_throughput_rps input_throughput_tps output_throughput_tps total_throughput_tps "
        "total_input_tokens total_output_tokens goodput_rps goodput_fraction cancelled_requests "
        "errors_by_category reconnects mean_in_flight peak_in_flight evict_unit preempt_count "
        "mem_above_load_mb coalesced_fraction stamp_source validity itl_basis token_count_basis "
        "percentile_method interrupted schema_version "
        "avg_prompt_tokens_asked avg_prompt_tokens avg_output_tokens_asked avg_output_tokens "
        "cached_prompt_fraction mean_engine_in_flight late_arrivals "
        "engine_prefill_tps engine_decode_tps model_load_ms first_errors warnings slo slo_met ci95 "
        "client peak_events_per_s client_error contract";
    const auto json = ordered_json::parse(metricsJson(test::sampleRun().summary().workloads[0]));
    EXPECT_THAT(keysOf(json), ElementsAreArray(words(expected)));
}

TEST(MetricsJson, hasNoKeyTwice) {
    const auto located = LocatedJson::parse(metricsJson(WorkloadMetrics{}), "metrics");
    EXPECT_TRUE(located.has_value()) << located.error().message;
}

TEST(MetricsJson, ofAWholeRunIsAsExpected) {
    const RunSummary summary = test::sampleRun().summary();
    test::expectGolden("core/report/golden/short_input_metrics.json",
                       metricsJson(summary.workloads[0]));
    test::expectGolden("core/report/golden/stress_test_metrics.json",
                       metricsJson(summary.workloads[1]));
}

TEST(MetricsJson, fitsItsSchema) {
    for (const WorkloadMetrics& m : test::sampleRun().summary().workloads) {
        EXPECT_EQ(test::validateAgainst("metrics", metricsJson(m)), "");
    }
    EXPECT_EQ(test::validateAgainst("metrics", metricsJson(WorkloadMetrics{})), "");
}

TEST(MetricsJson, saysNullWhereNothingIsKnown) {
    const auto json = ordered_json::parse(metricsJson(WorkloadMetrics{}));
    EXPECT_TRUE(json["avg_ttft_ms"].is_null());
    EXPECT_TRUE(json["error_rate"].is_null());
    EXPECT_TRUE(json["goodput_rps"].is_null());
    EXPECT_TRUE(json["itl_basis"].is_null());
    EXPECT_TRUE(json["slo_met"].is_null());
    EXPECT_TRUE(json["contract"].is_null());
    EXPECT_EQ(json["slo"], ordered_json::array());
    EXPECT_EQ(json["total_requests"], 0);
    EXPECT_EQ(json["errors_by_category"], ordered_json::object());
}

TEST(MetricsJson, numbersThatJsonCannotHoldAreNull) {
    WorkloadMetrics m;
    m.errorRate = std::numeric_limits<double>::quiet_NaN();
    m.ttft.avg = std::numeric_limits<double>::infinity();
    m.engine.kvUsedTokens = -std::numeric_limits<double>::infinity();
    const auto json = ordered_json::parse(metricsJson(m));
    EXPECT_TRUE(json["error_rate"].is_null());
    EXPECT_TRUE(json["avg_ttft_ms"].is_null());
    EXPECT_TRUE(json["kv_used_tokens"].is_null());
}

TEST(MetricsJson, countsOfTheEngineAreWholeNumbers) {
    WorkloadMetrics m;
    m.engine.kvUsedTokens = 4096;
    m.engine.evictCount = 2.5;
    EXPECT_THAT(metricsJson(m), HasSubstr("\"kv_used_tokens\": 4096,"));
    EXPECT_THAT(metricsJson(m), HasSubstr("\"evict_count\": 2.5,"));
}

TEST(MetricsJson, brokenTextOfAServerStillMakesAValidFile) {
    WorkloadMetrics m;
    m.warnings = {"bytes \xff\xfe here"};
    const auto json = ordered_json::parse(metricsJson(m));
    EXPECT_EQ(json["warnings"][0], "bytes \xEF\xBF\xBD\xEF\xBF\xBD here");
}

/// The metrics of the sample with one change, checked against the schema.
std::string complaintsAbout(const std::string& key, const ordered_json& value) {
    auto json = ordered_json::parse(metricsJson(test::sampleRun().summary().workloads[1]));
    json[key] = value;
    return test::validateAgainst("metrics", json.dump());
}

TEST(MetricsSchema, refusesWhatTheContractDoesNotAllow) {
    EXPECT_EQ(complaintsAbout("avg_ttft_ms", nullptr), "");
    EXPECT_NE(complaintsAbout("avg_ttft_ms", "12"), "");
    EXPECT_NE(complaintsAbout("error_rate", 1.5), "");
    EXPECT_NE(complaintsAbout("total_requests", nullptr), "");
    EXPECT_NE(complaintsAbout("total_requests", -1), "");
    EXPECT_NE(complaintsAbout("count_itl", 1.5), "");
    EXPECT_NE(complaintsAbout("itl_basis", "word"), "");
    EXPECT_NE(complaintsAbout("evict_unit", "pages"), "");
    EXPECT_NE(complaintsAbout("validity", "valid"), "");
    EXPECT_NE(
        complaintsAbout("validity", {{"verdict", "fine"}, {"reasons", ordered_json::array()}}), "");
    EXPECT_NE(complaintsAbout("errors_by_category", {{"cancelled", 1}}), "");
    EXPECT_NE(complaintsAbout("schema_version", 2), "");
    EXPECT_NE(complaintsAbout("a_key_of_nobody", 1), "");
}

TEST(MetricsSchema, refusesAMissingKey) {
    auto json = ordered_json::parse(metricsJson(WorkloadMetrics{}));
    for (const std::string& key : keysOf(json)) {
        auto without = json;
        without.erase(key);
        EXPECT_NE(test::validateAgainst("metrics", without.dump()), "") << key;
    }
}

TEST(SummaryJson, ofAWholeRunIsAsExpected) {
    const std::string text = summaryJson(test::sampleRun().summary());
    test::expectGolden("core/report/golden/benchmark_summary.json", text);
    EXPECT_EQ(test::validateAgainst("summary", text), "");
}

TEST(SummaryJson, hasTheMetricsOfEachWorkload) {
    const RunSummary summary = test::sampleRun().summary();
    const auto json = ordered_json::parse(summaryJson(summary));
    EXPECT_THAT(keysOf(json), ElementsAre("workloads", "overall", "run", "schema_version"));
    EXPECT_THAT(keysOf(json["workloads"]), ElementsAre("short_input", "stress_test"));
    EXPECT_EQ(json["workloads"]["stress_test"],
              ordered_json::parse(metricsJson(summary.workloads[1])));
    EXPECT_EQ(json["overall"], ordered_json::parse(R"({"total_workloads": 2, "total_requests": 8,
        "successful_requests": 7, "failed_requests": 1})"));
    EXPECT_EQ(json["run"]["plan"]["workloads"][1]["concurrency"], "all");
    EXPECT_TRUE(json["run"]["environment"]["host_name"].is_null());
}

TEST(SummaryJson, ofARunThatHasJustBegunFitsTheSchemaToo) {
    RunSummary begun;
    begun.run = test::sampleRun().info;
    begun.incomplete = true;
    EXPECT_EQ(test::validateAgainst("summary", summaryJson(begun)), "");
    EXPECT_EQ(ordered_json::parse(summaryJson(begun))["workloads"], ordered_json::object());
}

TEST(SummarySchema, refusesWhatTheContractDoesNotAllow) {
    const auto good = ordered_json::parse(summaryJson(test::sampleRun().summary()));
    const auto complaints = [&](const char* pointer, const ordered_json& value) {
        auto json = good;
        json[ordered_json::json_pointer(pointer)] = value;
        return test::validateAgainst("summary", json.dump());
    };
    EXPECT_NE(complaints("/workloads/short_input/avg_ttft_ms", "12"), "");
    EXPECT_NE(complaints("/overall/total_requests", nullptr), "");
    EXPECT_NE(complaints("/run/plan/workloads/0/concurrency", "some"), "");
    EXPECT_NE(complaints("/run/api_key", "sk-1"), "");
    EXPECT_NE(complaints("/run/engine/simulated", nullptr), "");
    EXPECT_NE(complaints("/run/seed", -1), "");
}

}  // namespace
}  // namespace sagebench
