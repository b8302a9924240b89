// SPDX-License-Identifier: GPL-3.0-or-later
// `report --definitions` and `report --import`.
#include <fstream>

#include "ReportFixture.h"

namespace sagebench::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kData = SAGEBENCH_SOURCE_DIR "/tests/core/record/data/";

class Definitions : public ReportFixture {};

TEST_F(Definitions, StandBesideOurs) {
    sagebench(virtualRun(folder_.path()));
    const ProcessEnd end = report({"--definitions", "mlperf"});
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_EQ(end.err, "");
    EXPECT_THAT(end.out, AllOf(HasSubstr("short_input\n"), HasSubstr("SageBench"),
                               HasSubstr("MLPerf"), HasSubstr("from when it was due")));
    const auto json =
        nlohmann::json::parse(report({"--definitions", "mlperf", "--format", "json"}).out);
    const auto summary = jsonOf(folder_ / "benchmark_summary.json");
    EXPECT_EQ(json["workloads"]["short_input"]["figures"][0]["sagebench"]["value"],
              summary["workloads"]["short_input"]["avg_ttft_ms"]);
    EXPECT_THAT(report({"--definitions", "all", "--format", "markdown"}).out,
                StartsWith("# Figures by other definitions\n"));
    EXPECT_THAT(report({"--definitions", "vllm", "--format", "csv"}).out,
                StartsWith("workload,figure,tool,value,bound,reasons\r\n"));
}

TEST_F(Definitions, GoIntoAFile) {
    sagebench(virtualRun(folder_.path()));
    const std::string file = (folder_ / "d.csv").string();
    const ProcessEnd end = report({"--definitions", "vllm", "--format", "csv", "-o", file});
    EXPECT_EQ(end.exitCode, 0);
    EXPECT_EQ(end.out, "");
    EXPECT_THAT(contentOf(file), HasSubstr("avg_ttft_ms,vllm,"));
}

TEST_F(Definitions, NeedRecords) {
    sagebench(virtualRun(folder_.path()));
    for (const std::string& name : filesIn(folder_.path())) {
        if (name.ends_with(".jsonl")) {
            std::filesystem::remove(folder_ / name);
        }
    }
    expectRefused(report({"--definitions", "vllm"}), "no records here");
    expectRefused(sagebench({"report", "-i", (folder_ / "benchmark_summary.json").string(),
                             "--definitions", "vllm"}),
                  "no records here");
}

TEST_F(Definitions, RefuseWhatTheyAreNot) {
    expectRefused(report({"--definitions", "vlm"}), "--definitions: \"vlm\" is not one of");
    expectRefused(report({"--definitions", "vllm", "--slo", "ttft=1s"}),
                  "--definitions: shows figures, which goals can't judge");
}

TEST(Import, ShowsWhatAnotherToolMeasured) {
    const ProcessEnd table = sagebench({"report", "--import", kData + "vllm_chat.json"});
    EXPECT_EQ(table.exitCode, 0) << table.err;
    EXPECT_THAT(table.out,
                AllOf(HasSubstr("vllm_chat"), HasSubstr("200.00"),
                      HasSubstr("warning: vllm_chat: imported from a result file of vLLM")));
    const auto json = nlohmann::json::parse(
        sagebench({"report", "--import", kData + "sglang_chat.jsonl", "--format", "json"}).out);
    EXPECT_EQ(json["workloads"]["sglang_chat"]["avg_ttft_ms"], 150.0);
    EXPECT_TRUE(json["workloads"]["sglang_chat"]["peak_in_flight"].is_null());
    EXPECT_EQ(json["workloads"]["twice"]["total_requests"], 1);
    for (const char* format : {"markdown", "csv"}) {
        EXPECT_EQ(sagebench({"report", "--import", kData + "vllm_chat.json", "--format", format})
                      .exitCode,
                  0);
    }
}

TEST(Import, IsJudgedByGoals) {
    const ProcessEnd end = sagebench(
        {"report", "--import", kData + "vllm_chat.json", "--slo", "ttft=250ms", "--fail-on-slo"});
    EXPECT_EQ(end.exitCode, 3);
    EXPECT_THAT(end.err, HasSubstr("vllm_chat"));
}

TEST(Import, ShowsUnderOtherDefinitionsToo) {
    const ProcessEnd end =
        sagebench({"report", "--import", kData + "vllm_chat.json", "--definitions", "mlperf,vllm"});
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.out, AllOf(HasSubstr("n/a"), HasSubstr("imported from a result file of vLLM")));
}

TEST(Import, OfOurOwnExportGivesTheSameFigures) {
    const TemporaryFolder folder;
    sagebench(virtualRun(folder.path(), {"--export", "vllm"}));
    const auto ours = jsonOf(folder / "benchmark_summary.json")["workloads"]["stress_test"];
    const ProcessEnd end = sagebench(
        {"report", "--import", (folder / "stress_test_vllm.json").string(), "--format", "json"});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    const auto again = nlohmann::json::parse(end.out)["workloads"]["stress_test"];
    for (const char* key : {"avg_ttft_ms", "p99_ttft_ms", "avg_icl_ms", "p99_icl_ms", "avg_e2el_ms",
                            "p99_e2el_ms", "output_throughput_tps"}) {
        EXPECT_EQ(again[key], ours[key]) << key;
    }
}

TEST(Import, SaysWhatIsWrongWithItsFile) {
    expectRefused(sagebench({"report", "--import", kData + "vllm_totals_only.json"}),
                  "vllm_totals_only.json:1: no \"ttfts\"");
    expectRefused(sagebench({"report", "--import", "/no/such/file"}),
                  "/no/such/file: No such file");
    const TemporaryFolder folder;
    std::ofstream(folder / "cut.json") << "{\"num_prompts\": 2,\n\"ttfts\": [0.1, 0.";
    expectRefused(sagebench({"report", "--import", (folder / "cut.json").string()}),
                  "cut.json:2: the file ends within \"ttfts\"");
    expectRefused(sagebench({"report", "--import", "a", "-i", "b"}),
                  "--import: can't stand with --input");
    expectRefused(sagebench({"report"}), "--input is required (or --import)");
}

}  // namespace
}  // namespace sagebench::test
