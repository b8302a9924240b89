// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <fstream>

#include "CliSupport.h"

namespace sagebench::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(Run, WritesAllFilesAndPrintsOnlyTheTable) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(virtualRun(folder.path(), {"--export", "markdown,csv,vllm"}));
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(
        filesIn(folder.path()),
        ElementsAre("REPORT.md", "benchmark_summary.csv", "benchmark_summary.json",
                    "long_input_metrics.json", "long_input_requests.jsonl", "long_input_vllm.json",
                    "short_input_metrics.json", "short_input_requests.jsonl",
                    "short_input_vllm.json", "stress_test_metrics.json",
                    "stress_test_requests.jsonl", "stress_test_vllm.json", "telemetry.jsonl"));
    EXPECT_THAT(end.out,
                AllOf(HasSubstr("short_input"), HasSubstr("long_input"), HasSubstr("stress_test")));
    EXPECT_THAT(end.out, Not(HasSubstr("Results in")));
    EXPECT_THAT(end.err, AllOf(HasSubstr("[1/3] short_input: done"),
                               HasSubstr("[3/3] stress_test: 10 requests of 256 prompt"),
                               HasSubstr("Results in " + folder.path().string() +
                                         "; the report is REPORT.md")));
    EXPECT_THAT(end.out + end.err, Not(HasSubstr("\x1b")));
}

TEST(Run, BatchIsTheSame) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench({"--batch", "--workload", "short", "--backend-option",
                                      "pace=virtual", "-o", folder.path().string()});
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(filesIn(folder.path()), Contains("short_input_metrics.json"));
    EXPECT_THAT(filesIn(folder.path()), Not(Contains("long_input_metrics.json")));
}

TEST(Run, JsonOnStdoutIsTheSummaryAndNothingElse) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(virtualRun(folder.path(), {"--json"}));
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_EQ(end.out, contentOf(folder / "benchmark_summary.json"));
    EXPECT_EQ(nlohmann::json::parse(end.out)["workloads"].size(), 3u);
}

TEST(Run, QuietSaysNothingButErrors) {
    const TemporaryFolder folder;
    const ProcessEnd quiet = sagebench(virtualRun(folder.path(), {"--quiet"}));
    EXPECT_EQ(quiet.exitCode, 0);
    EXPECT_EQ(quiet.out, "");
    EXPECT_EQ(quiet.err, "");
    const ProcessEnd json = sagebench(virtualRun(folder.path(), {"--quiet", "--json"}));
    EXPECT_EQ(json.err, "");
    EXPECT_EQ(nlohmann::json::parse(json.out)["overall"]["total_workloads"], 3);
    const ProcessEnd wrong = sagebench({"run", "--quiet", "--workload", "huge"});
    EXPECT_THAT(wrong.err, StartsWith("error: "));
}

TEST(Run, VerboseAddsPlanCommandAndDetails) {
    const TemporaryFolder folder;
    const ProcessEnd end =
        sagebench(virtualRun(folder.path(), {"--verbose", "--workload", "short"}));
    EXPECT_THAT(end.err, AllOf(HasSubstr("Measuring "), HasSubstr("Repeat: sagellm-benchmark run "),
                               HasSubstr("\"prompt_tokens\": 128"), HasSubstr("    TTFT  p50 ")));
}

TEST(Run, OverridesReachEveryWorkload) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(virtualRun(
        folder.path(), {"--num-requests", "6", "--prompt-tokens", "33", "--output-tokens", "9",
                        "--concurrency", "2", "--warmup", "1", "--workload", "short,long"}));
    ASSERT_EQ(end.exitCode, 0) << end.err;
    for (const char* workload : {"short_input", "long_input"}) {
        const auto metrics = jsonOf(folder / (std::string(workload) + "_metrics.json"));
        EXPECT_EQ(metrics["total_requests"], 6);
        EXPECT_EQ(metrics["total_input_tokens"], 6 * 33);
        EXPECT_EQ(metrics["total_output_tokens"], 6 * 9);
        EXPECT_EQ(metrics["peak_in_flight"], 2);
        EXPECT_EQ(linesIn(folder / (std::string(workload) + "_requests.jsonl")), 7u);
    }
}

TEST(Run, TheDrawnSeedIsRecordedAndRepeatsTheRun) {
    const TemporaryFolder folder;
    const std::vector<std::string> start = {
        "run",        "--backend-option", "pace=virtual", "--backend-option",
        "jitter=0.3", "--workload",       "short",        "-o"};
    const auto run = [&](const std::string& name, std::vector<std::string> more) {
        std::vector<std::string> arguments = start;
        arguments.push_back((folder / name).string());
        arguments.insert(arguments.end(), more.begin(), more.end());
        EXPECT_EQ(sagebench(arguments).exitCode, 0);
        return jsonOf(folder / name / "benchmark_summary.json");
    };
    const auto first = run("first", {});
    const std::string seed = first["run"]["seed"].dump();
    const auto again = run("again", {"--seed", seed});
    EXPECT_EQ(first["workloads"], again["workloads"]);
    EXPECT_NE(first["workloads"], run("other", {})["workloads"]);
    EXPECT_THAT(contentOf(folder / "first" / "REPORT.md"), HasSubstr("--seed " + seed));
}

TEST(Run, TwiceInVirtualTimeGivesTheSameBytes) {
    const TemporaryFolder folder;
    std::vector<std::map<std::string, std::string>> contents(2);
    for (int i = 0; i < 2; ++i) {
        const fs::path here = folder / std::to_string(i);
        fs::create_directory(here);
        ProcessSetup setup =
            program(virtualRun("results", {"--export", "markdown,csv,vllm", "--backend-option",
                                           "jitter=0.2", "--backend-option", "fail_rate=0.1"}));
        setup.folder = here;
        const ProcessEnd end = runProcess(setup);
        EXPECT_EQ(end.exitCode, 0) << end.err;
        for (const std::string& name : filesIn(here / "results")) {
            contents[static_cast<std::size_t>(i)][name] = contentOf(here / "results" / name);
        }
    }
    EXPECT_EQ(contents[0].size(), 13u);
    for (const auto& [name, content] : contents[0]) {
        EXPECT_TRUE(content == contents[1][name]) << name << " differs";
    }
}

TEST(Run, ASavedPlanGivesTheSameRun) {
    const TemporaryFolder folder;
    const std::string plan = (folder / "plan.json").string();
    const ProcessEnd saved = sagebench(virtualRun(
        folder / "first", {"--workload", "stress", "--num-requests", "20", "--save-plan", plan}));
    ASSERT_EQ(saved.exitCode, 0) << saved.err;
    const ProcessEnd loaded =
        sagebench({"run", "--plan", plan, "-o", (folder / "second").string()});
    ASSERT_EQ(loaded.exitCode, 0) << loaded.err;
    const auto first = jsonOf(folder / "first" / "benchmark_summary.json");
    const auto second = jsonOf(folder / "second" / "benchmark_summary.json");
    EXPECT_EQ(first["workloads"], second["workloads"]);
    EXPECT_EQ(first["run"]["seed"], second["run"]["seed"]);
    EXPECT_EQ(first["run"]["plan_hash"], second["run"]["plan_hash"]);
}

TEST(Run, TheCommandLineOverridesThePlan) {
    const TemporaryFolder folder;
    const std::string plan = (folder / "plan.json").string();
    sagebench(virtualRun(folder / "first", {"--workload", "short", "--save-plan", plan}));
    const ProcessEnd end = sagebench({"run", "--plan", plan, "--num-requests", "3", "--seed", "8",
                                      "-o", (folder / "second").string()});
    ASSERT_EQ(end.exitCode, 0) << end.err;
    const auto summary = jsonOf(folder / "second" / "benchmark_summary.json");
    EXPECT_EQ(summary["overall"]["total_requests"], 3);
    EXPECT_EQ(summary["run"]["seed"], 8);
}

TEST(Run, TheListOfWorkloadsIsAWorkloadFile) {
    const TemporaryFolder folder;
    std::ofstream(folder / "mine.json") << sagebench({"workloads", "--json"}).out;
    const ProcessEnd end =
        sagebench(virtualRun(folder / "results", {"--workload", (folder / "mine.json").string()}));
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_EQ(jsonOf(folder / "results" / "benchmark_summary.json")["overall"]["total_requests"],
              199);  // year1 18, query 41, chat and long_context 140
}

TEST(Run, EarlierResultsAreKept) {
    const TemporaryFolder folder;
    sagebench(virtualRun(folder.path(), {"--workload", "short"}));
    const auto id = jsonOf(folder / "benchmark_summary.json")["run"]["id"].get<std::string>();
    sagebench(virtualRun(folder.path(), {"--workload", "long"}));
    EXPECT_TRUE(fs::exists(folder / "previous" / id / "short_input_metrics.json"));
    EXPECT_THAT(filesIn(folder.path()), Not(Contains("short_input_metrics.json")));
}

TEST(Run, WhereNoRequestSucceedsIsExitCode1WithResults) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(
        virtualRun(folder.path(), {"--workload", "short", "--backend-option", "fail_rate=1"}));
    EXPECT_EQ(end.exitCode, 1);
    EXPECT_THAT(end.err, HasSubstr("0 ok, 5 failed ("));
    const auto metrics = jsonOf(folder / "short_input_metrics.json");
    EXPECT_EQ(metrics["successful_requests"], 0);
    EXPECT_EQ(metrics["error_rate"], 1.0);
    EXPECT_TRUE(metrics["avg_ttft_ms"].is_null());
}

TEST(Run, SomeFailuresAreNotAFailedRun) {
    const TemporaryFolder folder;
    const ProcessEnd end =
        sagebench(virtualRun(folder.path(), {"--workload", "stress", "--num-requests", "100",
                                             "--backend-option", "fail_rate=0.2"}));
    EXPECT_EQ(end.exitCode, 0);
    const auto metrics = jsonOf(folder / "stress_test_metrics.json");
    EXPECT_GT(metrics["failed_requests"], 0);
    EXPECT_EQ(metrics["failed_requests"].get<int>() + metrics["successful_requests"].get<int>(),
              100);
}

TEST(Run, AServerThatIsNotThereIsExitCode1WithoutResults) {
    const TemporaryFolder folder;
    // Port 1 of the loopback: nothing listens there.
    const ProcessEnd end =
        sagebench({"run", "--backend", "openai", "--base-url", "http://127.0.0.1:1", "--model", "m",
                   "-o", folder.path().string()});
    EXPECT_EQ(end.exitCode, 1);
    EXPECT_EQ(end.out, "");
    EXPECT_THAT(end.err, AllOf(HasSubstr("error: "), HasSubstr("127.0.0.1:1")));
    EXPECT_THAT(filesIn(folder.path()), IsEmpty());
}

TEST(Run, AFullDiskBehindStdoutIsExitCode1AndTheFilesAreThere) {
    const TemporaryFolder folder;
    ProcessSetup setup = program(virtualRun(folder.path(), {"--json"}));
    setup.stdoutFile = "/dev/full";
    EXPECT_EQ(runProcess(setup).exitCode, 1);
    EXPECT_THAT(filesIn(folder.path()), Contains("benchmark_summary.json"));
}

}  // namespace
}  // namespace sagebench::test
