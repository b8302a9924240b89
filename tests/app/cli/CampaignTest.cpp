// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps and searches on the simulated engine, whose capacity is known.
#include <gmock/gmock.h>

#include <csignal>

#include "CliSupport.h"

namespace sagebench::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;

using testing::HasSubstr;
using testing::Not;

/// Eight slots of 100 ms each: 80 requests a second.
std::vector<std::string> eighty(const fs::path& folder, std::vector<std::string> more) {
    std::vector<std::string> arguments =
        virtualRun(folder, {"--backend-option", "slots=8", "--backend-option", "ttft_ms=100",
                            "--backend-option", "prefill_us_per_token=0", "--output-tokens", "1",
                            "--slo", "p99:e2el=150ms"});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

TEST(CampaignRun, ASweepWritesEachPointAndItsTable) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(
        virtualRun(folder.path(), {"--workload", "short", "--sweep", "concurrency=1,2,4,8,16"}));
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(filesIn(folder.path()),
                AllOf(Contains("campaign.json"), Contains("campaign.svg"), Contains("REPORT.md"),
                      Contains("runs/001-concurrency-1/benchmark_summary.json"),
                      Contains("runs/005-concurrency-16/short_input_requests.jsonl"),
                      Contains("runs/005-concurrency-16/REPORT.md")));
    EXPECT_THAT(end.out, AllOf(HasSubstr("Concurrency"), HasSubstr("knee"), HasSubstr("E2EL p99")));
    EXPECT_THAT(end.err, AllOf(HasSubstr("Point 5 of 5: concurrency 16"),
                               HasSubstr("Results in " + folder.path().string())));
    const auto campaign = jsonOf(folder / "campaign.json");
    EXPECT_EQ(campaign["kind"], "sweep");
    EXPECT_EQ(campaign["points"].size(), 5u);
    // Slots don't slow each other: throughput grows up to the eight there are, and then no more.
    EXPECT_EQ(campaign["knee"]["short_input"], 4);
    const auto last = campaign["points"][4];
    const auto metrics = jsonOf(folder / "runs/005-concurrency-16/short_input_metrics.json");
    EXPECT_EQ(metrics["peak_in_flight"], 16);
    EXPECT_EQ(metrics["total_requests"], 160);
    for (const char* key : {"p99_ttft_ms", "output_throughput_tps", "avg_throughput_tps"}) {
        EXPECT_EQ(last["workloads"]["short_input"][key], metrics[key]) << key;
    }
    EXPECT_EQ(last["seed"],
              jsonOf(folder / "runs/005-concurrency-16/benchmark_summary.json")["run"]["seed"]);
}

TEST(CampaignRun, APointWhoseQueueGrowsWithoutBoundIsNotRunToItsEnd) {
    const TemporaryFolder folder;
    const ProcessEnd end =
        sagebench({"run", "--workload", "short", "--backend-option", "slots=8", "--backend-option",
                   "ttft_ms=100", "--backend-option", "prefill_us_per_token=0", "--output-tokens",
                   "1", "--slo", "p99:e2el=150ms", "--sweep", "rate=240", "--duration", "300s",
                   "-o", folder.path().string()});
    EXPECT_EQ(end.exitCode, 0) << end.err;
    const auto campaign = jsonOf(folder / "campaign.json");
    EXPECT_EQ(campaign["points"][0]["end"], "stopped_early");
    EXPECT_THAT(end.out, HasSubstr("missed (saturated)"));
}

TEST(CampaignRun, ARepeatTellsTheSpreadBetweenRuns) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(virtualRun(
        folder.path(), {"--workload", "short", "--num-requests", "30", "--backend-option",
                        "jitter=0.5", "--repeat", "3", "--difference", "0.1%"}));
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(filesIn(folder.path()),
                AllOf(Contains("campaign.json"), Contains("campaign.svg"), Contains("REPORT.md"),
                      Contains("runs/001-run-1/benchmark_summary.json"),
                      Contains("runs/003-run-3/REPORT.md")));
    EXPECT_THAT(end.err, AllOf(HasSubstr("Run 3 of 3"), HasSubstr("run 2: done")));
    EXPECT_THAT(end.out, AllOf(HasSubstr("Between runs"), HasSubstr("p99 TTFT"),
                               HasSubstr("runs would be needed")));
    const auto campaign = jsonOf(folder / "campaign.json");
    EXPECT_EQ(campaign["kind"], "repeat");
    double sum = 0;
    for (const char* run : {"001-run-1", "002-run-2", "003-run-3"}) {
        sum +=
            jsonOf(folder / "runs" / run / "short_input_metrics.json")["avg_ttft_ms"].get<double>();
    }
    const auto spread = campaign["result"]["workloads"]["short_input"]["avg_ttft_ms"];
    EXPECT_NEAR(spread["mean"].get<double>(), sum / 3, 1e-9);
    EXPECT_GT(spread["std"], 0) << "each run has a seed of its own";
    const ProcessEnd told = sagebench({"report", "--input", folder.path().string()});
    EXPECT_EQ(told.out, end.out);
    EXPECT_EQ(sagebench({"report", "--input", folder.path().string(), "--format", "markdown"}).out,
              contentOf(folder / "REPORT.md"));
}

TEST(CampaignRun, AContractHoldsForEachRunOfARepeat) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(
        virtualRun(folder.path(), {"--workload", "short", "--repeat", "2", "--backend-option",
                                   "ttft_ms=2000", "--contract", "year1"}));
    EXPECT_EQ(end.exitCode, 3) << end.err;
    EXPECT_THAT(end.err, AllOf(HasSubstr("run 1: "), HasSubstr("run 2: ")));
}

TEST(CampaignRun, ARepeatIsNoSweep) {
    const TemporaryFolder folder;
    const ProcessEnd end =
        sagebench(virtualRun(folder.path(), {"--repeat", "3", "--sweep", "concurrency=1,2"}));
    EXPECT_EQ(end.exitCode, 2);
    EXPECT_THAT(end.err, HasSubstr("--repeat and --sweep concurrency: a plan has one of the two"));
}

TEST(CampaignRun, JsonIsTheCampaignAndNothingElse) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(virtualRun(
        folder.path(), {"--workload", "short", "--sweep", "output-tokens=1,64", "--json"}));
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_EQ(end.out, contentOf(folder / "campaign.json"));
    const auto campaign = nlohmann::json::parse(end.out);
    EXPECT_EQ(campaign["points"][1]["workloads"]["short_input"]["total_requests"], 5);
    EXPECT_EQ(campaign["run"]["plan"]["sweep"], "output-tokens=1,64");
}

TEST(CampaignRun, ASweepOfSeveralWorkloadsHasARowForEach) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(
        virtualRun(folder.path(), {"--workload", "short,stress", "--sweep", "concurrency=1,4"}));
    ASSERT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.out, AllOf(HasSubstr("Workload"), HasSubstr("stress_test")));
}

TEST(CampaignRun, FindsTheRateThatAnEngineCanTake) {
    const TemporaryFolder folder;
    const ProcessEnd end =
        sagebench(eighty(folder.path(), {"--arrival", "constant", "--find-max-rate"}));
    ASSERT_EQ(end.exitCode, 0) << end.err;
    const auto result = jsonOf(folder / "campaign.json")["result"];
    EXPECT_GE(result["max_request_rate_rps"], 80 * 0.97);
    EXPECT_LE(result["max_request_rate_rps"], 80 * 1.03);
    EXPECT_LE(result["ci95"][0], 80);
    EXPECT_GE(result["ci95"][1], 80);
    EXPECT_EQ(result["end"], "found");
    EXPECT_EQ(result["met_runs"], 3);
    EXPECT_EQ(result["runs"], jsonOf(folder / "campaign.json")["points"].size());
    EXPECT_THAT(end.out, AllOf(HasSubstr("The highest load that meets the SLO is 80 requests/s"),
                               HasSubstr("95 % interval"), HasSubstr("It took")));
    EXPECT_THAT(contentOf(folder / "REPORT.md"), HasSubstr("What was found"));
}

TEST(CampaignRun, FindsTheConcurrencyThatAnEngineCanTake) {
    const TemporaryFolder folder;
    const ProcessEnd end =
        sagebench(eighty(folder.path(), {"--find-max-concurrency", "2:64", "--search-runs", "2"}));
    ASSERT_EQ(end.exitCode, 0) << end.err;
    const auto result = jsonOf(folder / "campaign.json")["result"];
    EXPECT_EQ(result["max_concurrency"], 8);
    EXPECT_EQ(result["lowest_missed"], 9);
    EXPECT_EQ(result["met_runs"], 2);
}

TEST(CampaignRun, AnSloThatNoLoadMeetsHasNoResult) {
    const TemporaryFolder folder;
    const std::vector<std::string> never = {"--find-max-rate", "5:20", "--slo", "p99:ttft=50ms"};
    const ProcessEnd end = sagebench(eighty(folder.path(), never));
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.out, HasSubstr("missed even at the lowest load, 5 requests/s"));
    const auto result = jsonOf(folder / "campaign.json")["result"];
    EXPECT_TRUE(result["max_request_rate_rps"].is_null());
    EXPECT_EQ(result["ci95"], nlohmann::json({0, 5}));
    EXPECT_EQ(result["runs"], 1);

    std::vector<std::string> gated = never;
    gated.push_back("--fail-on-slo");
    EXPECT_EQ(sagebench(eighty(folder.path(), gated)).exitCode, 3);
}

TEST(CampaignRun, AlwaysMetUpToTheBound) {
    const TemporaryFolder folder;
    const ProcessEnd end = sagebench(eighty(folder.path(), {"--find-max-rate", "10:30"}));
    EXPECT_EQ(end.exitCode, 0) << end.err;
    EXPECT_THAT(end.out, HasSubstr("The SLO was met up to 30 requests/s"));
    const auto result = jsonOf(folder / "campaign.json")["result"];
    EXPECT_EQ(result["max_request_rate_rps"], 30);
    EXPECT_TRUE(result["ci95"][1].is_null());
}

TEST(CampaignRun, HalfOfTheRequestsFailedIsNoLoadThatMeets) {
    for (const char* kind : {"reset", "refused"}) {
        const TemporaryFolder folder;
        const ProcessEnd end = sagebench(eighty(
            folder.path(),
            {"--find-max-rate", "1:8", "--backend-option", "fail_rate=0.5", "--backend-option",
             "fail_kind=" + std::string(kind), "--slo", "p50:e2el=5s", "--fail-on-slo"}));
        EXPECT_EQ(end.exitCode, 3) << kind;
        const auto campaign = jsonOf(folder / "campaign.json");
        EXPECT_EQ(campaign["result"]["end"], "never_met") << kind;
        EXPECT_THAT(campaign["points"][0]["reasons"].dump(),
                    AllOf(HasSubstr(" % of the requests failed"), Not(HasSubstr("were due"))));
    }
}

TEST(CampaignRun, ASearchInWhichNothingSucceededFailed) {
    const TemporaryFolder folder;
    EXPECT_EQ(sagebench(eighty(folder.path(),
                               {"--find-max-rate", "1:8", "--backend-option", "fail_rate=1"}))
                  .exitCode,
              1);
}

TEST(CampaignRun, AContractThatASearchMissesIsToldOnce) {
    const TemporaryFolder folder;
    const ProcessEnd end =
        sagebench(eighty(folder.path(), {"--find-max-rate", "10:10", "--contract", "year1"}));
    EXPECT_EQ(end.exitCode, 3);
    const auto told = end.err.find("fails contract");
    ASSERT_NE(told, std::string::npos) << end.err;
    EXPECT_EQ(end.err.find("fails contract", told + 1), std::string::npos) << end.err;
    EXPECT_THAT(end.err, HasSubstr("(and so in 3 runs)"));
}

TEST(CampaignRun, AFailedStartLeavesSomebodyElsesRunsAlone) {
    const TemporaryFolder folder;
    fs::create_directories(folder / "runs" / "mine");
    const ProcessEnd end =
        sagebench({"run", "--backend", "openai", "--base-url", "http://127.0.0.1:1", "--sweep",
                   "concurrency=1,2", "-o", folder.path().string()});
    EXPECT_EQ(end.exitCode, 1);
    EXPECT_TRUE(fs::exists(folder / "runs" / "mine"));
    EXPECT_FALSE(fs::exists(folder / "runs" / "001-concurrency-1"));
}

TEST(CampaignRun, TheSameSeedGivesTheSameCampaign) {
    const TemporaryFolder folder;
    const auto result = [&](const char* name) {
        sagebench(eighty(folder / name, {"--find-max-rate", "40", "--num-requests", "1000"}));
        return jsonOf(folder / name / "campaign.json")["points"];
    };
    EXPECT_EQ(result("a"), result("b"));
}

TEST(CampaignRun, ReportShowsItAgain) {
    const TemporaryFolder folder;
    const ProcessEnd run = sagebench(
        virtualRun(folder.path(), {"--workload", "short", "--sweep", "concurrency=1,8,16"}));
    ASSERT_EQ(run.exitCode, 0);
    const ProcessEnd table = sagebench({"report", "-i", folder.path().string()});
    EXPECT_EQ(table.exitCode, 0) << table.err;
    EXPECT_EQ(table.out, run.out);
    const ProcessEnd report =
        sagebench({"report", "-i", folder.path().string(), "--format", "markdown"});
    EXPECT_EQ(report.out, contentOf(folder / "REPORT.md"));
    const ProcessEnd json =
        sagebench({"report", "-i", (folder / "campaign.json").string(), "--format", "json"});
    EXPECT_EQ(json.out, contentOf(folder / "campaign.json"));
    EXPECT_EQ(sagebench({"report", "-i", folder.path().string(), "--format", "csv"}).exitCode, 2);
    EXPECT_EQ(sagebench({"report", "-i", (folder / "runs/001-concurrency-1").string()}).exitCode,
              0);
}

TEST(CampaignRun, EarlierResultsAreMovedAside) {
    const TemporaryFolder folder;
    const auto sweep =
        virtualRun(folder.path(), {"--workload", "short", "--sweep", "concurrency=1,2"});
    ASSERT_EQ(sagebench(sweep).exitCode, 0);
    const std::string id = jsonOf(folder / "campaign.json")["run"]["id"];
    ASSERT_EQ(sagebench(virtualRun(folder.path(), {"--workload", "short"})).exitCode, 0);
    EXPECT_THAT(filesIn(folder.path()), Contains("benchmark_summary.json"));
    EXPECT_THAT(filesIn(folder.path()), Not(Contains("campaign.json")));
    EXPECT_TRUE(fs::exists(folder / "previous" / id / "campaign.json"));
    EXPECT_TRUE(fs::exists(folder / "previous" / id / "runs" / "002-concurrency-2"));
}

TEST(CampaignRun, AServerThatIsNotThereLeavesEarlierResultsWhereTheyAre) {
    const TemporaryFolder folder;
    ASSERT_EQ(sagebench(virtualRun(folder.path(), {"--workload", "short"})).exitCode, 0);
    const auto before = filesIn(folder.path());
    const ProcessEnd end =
        sagebench({"run", "--backend", "openai", "--base-url", "http://127.0.0.1:1", "--sweep",
                   "concurrency=1,2", "-o", folder.path().string()});
    EXPECT_EQ(end.exitCode, 1);
    EXPECT_EQ(filesIn(folder.path()), before);
    EXPECT_FALSE(fs::exists(folder / "previous"));
}

TEST(CampaignRun, InterruptedKeepsThePointsThatAreDone) {
    const TemporaryFolder folder;
    Process process(program({"run", "--workload", "short", "--backend-option", "tbt_ms=0",
                             "--output-tokens", "10", "--sweep", "rate=50,20", "--num-requests",
                             "100", "--seed", "7", "-o", folder.path().string()}));
    ASSERT_TRUE(waitForLines(folder / "runs/002-rate-20/short_input_requests.jsonl.part", 5));
    process.sendSignal(SIGINT);
    const ProcessEnd end = process.wait();
    EXPECT_EQ(end.exitCode, 130);
    const auto campaign = jsonOf(folder / "campaign.json");
    EXPECT_EQ(campaign["interrupted"], true);
    ASSERT_EQ(campaign["points"].size(), 2u);
    EXPECT_EQ(campaign["points"][0]["end"], "measured");
    EXPECT_EQ(campaign["points"][1]["end"], "interrupted");
    EXPECT_THAT(end.out, HasSubstr("Interrupted"));
}

TEST(CampaignRun, SavedPlansRunAgain) {
    const TemporaryFolder folder;
    const fs::path plan = folder / "plan.json";
    ASSERT_EQ(
        sagebench(eighty(folder / "a", {"--find-max-rate", "30:60", "--save-plan", plan.string()}))
            .exitCode,
        0);
    const ProcessEnd again =
        sagebench({"run", "--plan", plan.string(), "-o", (folder / "b").string()});
    EXPECT_EQ(again.exitCode, 0) << again.err;
    EXPECT_EQ(jsonOf(folder / "b" / "campaign.json")["points"],
              jsonOf(folder / "a" / "campaign.json")["points"]);
}

TEST(CampaignUsage, SaysWhatIsMissing) {
    const auto complaint = [](std::vector<std::string> more) {
        more.insert(more.begin(), "run");
        const ProcessEnd end = sagebench(more);
        EXPECT_EQ(end.exitCode, 2);
        return end.err;
    };
    EXPECT_THAT(complaint({"--find-max-rate"}), HasSubstr("--find-max-rate: needs an SLO"));
    EXPECT_THAT(complaint({"--sweep", "rate=fast"}), HasSubstr("--sweep"));
    EXPECT_THAT(complaint({"--find-max-rate", "fast", "--slo", "ttft=1s"}),
                HasSubstr("\"fast\" is no start or range"));
    EXPECT_THAT(complaint({"--find-max-rate", "--sweep", "rate=1,2", "--slo", "ttft=1s"}),
                HasSubstr("one of the two"));
    EXPECT_THAT(complaint({"--find-max-rate", "--arrival", "closed", "--slo", "ttft=1s"}),
                HasSubstr("is a closed loop"));
    EXPECT_THAT(complaint({"--search-precision", "2x"}), HasSubstr("is no precision"));
}

}  // namespace
}  // namespace sagebench::test
