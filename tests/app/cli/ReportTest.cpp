// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include "ReportFixture.h"

namespace sagebench::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kFirstContract = R"({
  "workloads": {
    "short_input": {
      "avg_ttft_ms": 45.2, "p50_ttft_ms": 44.0, "p95_ttft_ms": 60.1, "p99_ttft_ms": 61.0,
      "avg_tbt_ms": 12.5, "avg_tpot_ms": 12.6, "avg_throughput_tps": 79.4, "peak_mem_mb": 0.0,
      "avg_mem_mb": 0.0, "error_rate": 0.0, "total_requests": 5, "successful_requests": 5,
      "failed_requests": 0, "kv_used_tokens": 0, "kv_used_bytes": 0, "prefix_hit_rate": 0.0,
      "evict_count": 0, "evict_ms": 0.0, "spec_accept_rate": 0.0, "total_time_s": 8.1,
      "start_time": 1700000000.0, "end_time": 1700000008.1
    }
  },
  "overall": {"total_workloads": 1, "total_requests": 5, "successful_requests": 5, "failed_requests": 0}
})";

class Report : public ReportFixture {};

TEST_F(Report, OfARunIsTheRunsOwnReport) {
    const ProcessEnd run = sagebench(virtualRun(folder_.path(), {"--export", "markdown,csv"}));
    ASSERT_EQ(run.exitCode, 0) << run.err;
    EXPECT_EQ(report({}).out, run.out);
    EXPECT_EQ(report({"--format", "json"}).out, contentOf(folder_ / "benchmark_summary.json"));
    EXPECT_EQ(report({"--format", "csv"}).out, contentOf(folder_ / "benchmark_summary.csv"));
    EXPECT_EQ(report({"--format", "markdown"}).out, contentOf(folder_ / "REPORT.md"));
    EXPECT_EQ(report({}).err, "");
}

TEST_F(Report, ReadsOneJournalAlone) {
    sagebench(virtualRun(folder_.path()));
    const ProcessEnd end = sagebench(
        {"report", "-i", (folder_ / "long_input_requests.jsonl").string(), "--format", "json"});
    EXPECT_EQ(end.exitCode, 0) << end.err;
    const auto workloads = nlohmann::json::parse(end.out)["workloads"];
    EXPECT_EQ(workloads.size(), 1u);
    EXPECT_EQ(workloads["long_input"]["total_requests"], 3);
}

TEST_F(Report, ReadsASummaryOfTheFirstContract) {
    const std::string file = (folder_ / "benchmark_summary.json").string();
    std::ofstream(file) << kFirstContract;
    const auto of = [&](const std::string& format) {
        return sagebench({"report", "-i", file, "--format", format});
    };
    const auto json = nlohmann::json::parse(of("json").out);
    EXPECT_EQ(json["workloads"]["short_input"]["avg_ttft_ms"], 45.2);
    EXPECT_EQ(json["workloads"]["short_input"]["total_requests"], 5);
    EXPECT_TRUE(json["workloads"]["short_input"]["p50_itl_ms"].is_null());
    EXPECT_THAT(of("table").out, AllOf(HasSubstr("short_input"), HasSubstr("n/a")));
    EXPECT_THAT(of("markdown").out,
                AllOf(HasSubstr("short_input"), HasSubstr("45.2"), HasSubstr("n/a")));
    EXPECT_THAT(of("csv").out,
                AllOf(StartsWith("workload,avg_ttft_ms,"), HasSubstr("short_input,45.2,")));
    EXPECT_EQ(of("csv").exitCode, 0);
}

TEST_F(Report, GoesIntoAFile) {
    sagebench(virtualRun(folder_.path()));
    const std::string file = (folder_ / "again.md").string();
    const ProcessEnd end = report({"--format", "markdown", "--output", file});
    EXPECT_EQ(end.exitCode, 0);
    EXPECT_EQ(end.out, "");
    EXPECT_EQ(contentOf(file), contentOf(folder_ / "REPORT.md"));
    expectRefused(report({"--output", "/no/such/folder/x"}), "--output: /no/such/folder/x");
}

TEST_F(Report, SaysWhatIsWrongWithItsInput) {
    expectRefused(report({}), folder_.path().string());
    std::ofstream(folder_ / "benchmark_summary.json") << "{\"workloads\": 3}";
    expectRefused(report({}), "benchmark_summary.json");
    std::ofstream(folder_ / "benchmark_summary.json") << "not json";
    expectRefused(report({}), "benchmark_summary.json");
}

}  // namespace
}  // namespace sagebench::test
