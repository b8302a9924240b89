// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "core/report/SampleRun.h"
#include "report/JsonReport.h"

namespace sagebench {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// As older tools write it: only the keys of the first contract, in an order that is not the
/// alphabet's.
constexpr const char* kFirstContract = R"({
  "workloads": {
    "short_input": {
      "avg_ttft_ms": 41.5, "p50_ttft_ms": 41, "p95_ttft_ms": 44.0, "p99_ttft_ms": 44.8,
      "avg_tbt_ms": 10.25, "avg_tpot_ms": 10.5, "avg_throughput_tps": 92.0,
      "peak_mem_mb": 0, "avg_mem_mb": null, "error_rate": 0.0,
      "total_requests": 5, "successful_requests": 5, "failed_requests": 0.0,
      "kv_used_tokens": 640, "kv_used_bytes": 83886080, "prefix_hit_rate": 0.5,
      "evict_count": 0, "evict_ms": 0.0, "spec_accept_rate": null,
      "total_time_s": 7.0, "start_time": 1769860800.5, "end_time": 1769860807.5
    },
    "long_input": { "total_requests": 3 }
  },
  "overall": { "total_workloads": 2, "total_requests": 8, "successful_requests": 8, "failed_requests": 0 }
})";

TEST(ParseSummary, readsWhatTheFirstContractHas) {
    const RunSummary summary = parseSummary(kFirstContract, "old.json").value();
    EXPECT_FALSE(summary.hasRun);
    EXPECT_FALSE(summary.incomplete);
    ASSERT_EQ(summary.workloads.size(), 2u);
    const WorkloadMetrics& m = summary.workloads[0];
    EXPECT_EQ(m.name, "short_input");
    EXPECT_EQ(m.ttft.avg, 41.5);
    EXPECT_EQ(m.ttft.p50, 41);
    EXPECT_EQ(m.avgTbtMs, 10.25);
    EXPECT_EQ(m.memory.peakMb, 0);
    EXPECT_EQ(m.totalRequests, 5u);
    EXPECT_EQ(m.failedRequests, 0u);
    EXPECT_EQ(m.engine.kvUsedBytes, 83886080);
    EXPECT_EQ(m.startTime, 1769860800.5);
}

TEST(ParseSummary, whatIsMissingIsAbsent) {
    const RunSummary summary = parseSummary(kFirstContract, "old.json").value();
    const WorkloadMetrics& m = summary.workloads[0];
    EXPECT_FALSE(m.memory.avgMb.has_value());
    EXPECT_FALSE(m.ttft.max.has_value());
    EXPECT_EQ(m.e2el, Distribution{});
    EXPECT_EQ(m.ttft.count, std::nullopt);
    EXPECT_EQ(m.cancelledRequests, std::nullopt);
    EXPECT_EQ(m.reconnects, std::nullopt);
    EXPECT_EQ(m.validity.verdict, "");
    EXPECT_FALSE(summary.workloads[1].errorRate.has_value());
}

TEST(ParseSummary, keepsTheOrderOfTheFile) {
    EXPECT_EQ(parseSummary(kFirstContract, "old.json")->workloads[1].name, "long_input");
}

TEST(ParseSummary, readsBackAllThatIsWritten) {
    RunSummary summary = test::sampleRun().summary();
    summary.run.plan.shard = {2, 4};
    summary.run.engine.tlsVerified = false;
    summary.run.engine.simulated = true;
    summary.run.engine.syntheticWeights = true;
    summary.run.seed = 18'446'744'073'709'551'615u;
    summary.run.plan.seed = summary.run.seed;
    summary.run.t0UnixNanos = 1'769'860'800'123'456'789;
    summary.run.t0SteadyNanos = 987'654'321'012'345;
    summary.workloads[0].goodputRps = 0.1;
    summary.workloads[0].goodputFraction = 1.0 / 3;
    summary.workloads[1].interrupted = true;
    summary.incomplete = true;
    const std::string written = summaryJson(summary);
    const auto read = parseSummary(written, "benchmark_summary.json");
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->run, summary.run);
    EXPECT_TRUE(read->incomplete);
    EXPECT_EQ(read->workloads[1].itl, summary.workloads[1].itl);
    EXPECT_EQ(read->workloads[1].firstErrors, summary.workloads[1].firstErrors);
    EXPECT_EQ(read->workloads[1].engine, summary.workloads[1].engine);
    EXPECT_EQ(summaryJson(*read), written);
}

TEST(ParseSummary, readsARunOfWhichLittleIsKnown) {
    RunSummary summary;
    summary.run.plan.workloads = test::sampleRun().info.plan.workloads;
    const auto read = parseSummary(summaryJson(summary), "x");
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->run, summary.run);
    EXPECT_TRUE(read->workloads.empty());
}

TEST(ParseSummary, letsKeysPassThatItDoesNotKnow) {
    EXPECT_TRUE(
        parseSummary(R"({"workloads": {"a": {"total_requests": 1, "mood": "good"}}, "extra": 1})",
                     "x")
            .has_value());
}

std::string errorOf(const char* text) {
    const auto summary = parseSummary(text, "dir/s.json");
    return summary ? "" : summary.error().message;
}

TEST(ParseSummary, saysWhatIsWrongAndWhere) {
    EXPECT_THAT(errorOf("{ \"workloads\": "), StartsWith("dir/s.json:1: not valid JSON"));
    EXPECT_THAT(errorOf("[1]"), HasSubstr("an object with \"workloads\""));
    EXPECT_THAT(errorOf("{}"), HasSubstr("an object with \"workloads\""));
    EXPECT_THAT(errorOf(R"({"workloads": []})"), HasSubstr("an object with \"workloads\""));
    EXPECT_EQ(errorOf("{\"workloads\": {\n\"a\": 1}}"),
              "dir/s.json:2: workload \"a\" must be an object");
    EXPECT_EQ(errorOf("{\"workloads\": {\n\"a\": {\n\"avg_ttft_ms\": \"fast\"}}}"),
              "dir/s.json:3: workload \"a\": key \"avg_ttft_ms\" must be a number or null");
    EXPECT_EQ(errorOf("{\"workloads\": {\n\"a\": {\n\"total_requests\": -3}}}"),
              "dir/s.json:3: workload \"a\": key \"total_requests\" must be a whole number from 0 "
              "or null");
    EXPECT_THAT(errorOf("{\"workloads\": {},\n\"schema_version\": 99}"),
                StartsWith("dir/s.json:2: schema_version 99 is not known"));
    EXPECT_EQ(errorOf("{\"workloads\": {},\n\"run\": {\n\"id\": 7}}"),
              "dir/s.json:3: /run/id must be a text or null");
    EXPECT_THAT(errorOf("{\"workloads\": {}, \"run\": {\"plan\": {\"speed\": 1}}}"),
                StartsWith("dir/s.json (run.plan):1: "));
}

}  // namespace
}  // namespace sagebench
