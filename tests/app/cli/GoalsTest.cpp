// SPDX-License-Identifier: GPL-3.0-or-later
// SLOs and contracts from outside, on a simulated engine whose latencies are known.
#include <fstream>

#include "ReportFixture.h"

namespace sagebench::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class GoalsOnTheCommandLine : public ReportFixture {
  protected:
    /// Ten requests at once for eight slots: the first token of eight comes after 100 ms, and that
    /// of two after 200 ms. One output token, so that a request is done with its first.
    std::vector<std::string> tenForEightSlots(std::vector<std::string> more) {
        std::vector<std::string> arguments = {
            "run",    "--workload", "stress", "--output-tokens",      "1",
            "--seed", "1",          "-o",     folder_.path().string()};
        for (const char* option :
             {"pace=virtual", "slots=8", "ttft_ms=100", "prefill_us_per_token=0"}) {
            arguments.insert(arguments.end(), {"--backend-option", option});
        }
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    ProcessEnd run(std::vector<std::string> more) { return sagebench(tenForEightSlots(more)); }
    nlohmann::json metrics() { return jsonOf(folder_ / "stress_test_metrics.json"); }
};

TEST_F(GoalsOnTheCommandLine, aLatencyThatIsTheLimitMeetsIt) {
    EXPECT_EQ(run({"--slo", "ttft=200ms", "--fail-on-slo"}).exitCode, 0);
    EXPECT_EQ(metrics()["goodput_fraction"], 1.0);
    EXPECT_EQ(metrics()["slo_met"], true);
    EXPECT_EQ(run({"--slo", "ttft=199.999ms", "--fail-on-slo"}).exitCode, 3);
    EXPECT_EQ(metrics()["goodput_fraction"], 0.8);
}

TEST_F(GoalsOnTheCommandLine, goodputIsInEveryOutput) {
    const ProcessEnd end =
        run({"--slo", "ttft=100ms,p50:e2el=100ms", "--export", "markdown,csv,vllm"});
    EXPECT_EQ(end.exitCode, 0) << "nobody asked to fail: " << end.err;
    EXPECT_EQ(end.err.find("error"), std::string::npos) << end.err;
    EXPECT_EQ(metrics()["goodput_fraction"], 0.8);
    EXPECT_EQ(metrics()["goodput_rps"], 40.0);  // 8 in 200 ms
    EXPECT_EQ(metrics()["slo"],
              nlohmann::json::parse(
                  R"([{"slo": "ttft=100ms", "actual": 0.8, "unit": "fraction", "met": false},
                      {"slo": "p50:e2el=100ms", "actual": 100.0, "unit": "ms", "met": true}])"));
    const auto summary = jsonOf(folder_ / "benchmark_summary.json");
    EXPECT_EQ(summary["slo_met"], false);
    EXPECT_EQ(summary["run"]["plan"]["slo"], (nlohmann::json{"ttft=100ms", "p50:e2el=100ms"}));
    EXPECT_EQ(jsonOf(folder_ / "stress_test_vllm.json")["request_goodput"], 40.0);
    EXPECT_THAT(end.out, AllOf(HasSubstr("Goodput/s"), HasSubstr("80.00 %"),
                               HasSubstr("goal: stress_test misses its SLOs")));
    EXPECT_THAT(contentOf(folder_ / "REPORT.md"), HasSubstr("**SLOs missed** by stress_test."));
    EXPECT_THAT(contentOf(folder_ / "benchmark_summary.csv"), HasSubstr(",40.0,0.8,"));
}

TEST_F(GoalsOnTheCommandLine, aMissedSloIsExitCode3OnlyWhereAskedFor) {
    EXPECT_EQ(run({"--slo", "ttft=100ms"}).exitCode, 0);
    const ProcessEnd end = run({"--slo", "ttft=100ms", "--fail-on-slo", "--quiet"});
    EXPECT_EQ(end.exitCode, 3);
    EXPECT_EQ(end.out, "");
    EXPECT_EQ(end.err,
              "error: stress_test misses its SLOs: 80.00 % of requests meet ttft=100ms "
              "(target 99.00 %)\n");
    EXPECT_EQ(run({"--slo", "ttft=100ms", "--fail-on-slo", "--slo-target", "0.8"}).exitCode, 0);
    EXPECT_EQ(run({"--slo", "p80:ttft=100ms", "--fail-on-slo"}).exitCode, 3);  // 120 ms
    EXPECT_EQ(run({"--slo", "p70:ttft=100ms", "--fail-on-slo"}).exitCode, 0);
}

TEST_F(GoalsOnTheCommandLine, aFailedRequestMissesItsSlo) {
    // With room for all prompts: evictions would take their time.
    const ProcessEnd end = run({"--backend-option", "fail_rate=0.5", "--backend-option",
                                "kv_tokens=100000", "--num-requests", "100", "--concurrency", "1",
                                "--slo", "ttft=100ms", "--fail-on-slo"});
    EXPECT_EQ(end.exitCode, 3) << end.err;
    const double failed = metrics()["failed_requests"].get<double>();
    EXPECT_GT(failed, 0);
    EXPECT_DOUBLE_EQ(metrics()["goodput_fraction"].get<double>(), 1 - failed / 100);
}

TEST_F(GoalsOnTheCommandLine, aFailedContractIsExitCode3Always) {
    std::ofstream(folder_ / "mine.json") << R"({"name": "mine", "thresholds": [
        {"metric": "p50_ttft_ms", "op": "<=", "value": 100},
        {"metric": "max_ttft_ms", "op": "<", "value": 200}]})";
    const std::string file = (folder_ / "mine.json").string();
    const ProcessEnd end = run({"--contract", file});
    EXPECT_EQ(end.exitCode, 3);
    EXPECT_THAT(end.err, HasSubstr("error: stress_test fails contract mine: max_ttft_ms is 200, "
                                   "must be < 200\n"));
    const auto contract = metrics()["contract"];
    EXPECT_EQ(contract["passed"], false);
    EXPECT_EQ(contract["rows"][0]["verdict"], "pass");
    EXPECT_EQ(contract["rows"][1]["verdict"], "fail");
    EXPECT_EQ(jsonOf(folder_ / "benchmark_summary.json")["contract"]["passed"], false);
    EXPECT_THAT(contentOf(folder_ / "REPORT.md"),
                HasSubstr("**Contract mine failed** by stress_test."));
}

TEST_F(GoalsOnTheCommandLine, theBuiltInContractsJudgeWhatTheyPromise) {
    const auto year1 = [&](const char* ttft) {
        return run({"--output-tokens", "101", "--backend-option", "tbt_ms=10", "--backend-option",
                    "slots=10", "--backend-option", ttft, "--contract", "year1"});
    };
    const ProcessEnd good = year1("ttft_ms=99");
    EXPECT_EQ(good.exitCode, 0) << good.err;  // TBT and TPOT 10 ms, 92 tok/s, memory not known
    EXPECT_EQ(metrics()["contract"]["passed"], true);
    EXPECT_EQ(metrics()["contract"]["rows"][5]["verdict"], "n/a");
    EXPECT_EQ(year1("ttft_ms=100").exitCode, 3);  // not below 100
    // Of year2: prefix hits are known to be none.
    EXPECT_THAT(report({"--contract", "year2"}).err,
                AllOf(HasSubstr("avg_ttft_ms is 100, must be < 50"),
                      HasSubstr("avg_tbt_ms is 10, must be < 10"),
                      HasSubstr("prefix_hit_rate is 0, must be > 0.7")));
    EXPECT_THAT(report({"--contract", "year3"}).err,
                HasSubstr("spec_accept_rate is n/a, must be > 0.6"));
}

TEST_F(GoalsOnTheCommandLine, whatFailsIsWorseThanWhatIsMissed) {
    EXPECT_EQ(run({"--backend-option", "fail_rate=1", "--contract", "year1"}).exitCode, 1);
    EXPECT_EQ(run({"--contract", "year0"}).exitCode, 2);
    EXPECT_EQ(run({"--fail-on-slo"}).exitCode, 2);
}

TEST_F(GoalsOnTheCommandLine, aPlanCarriesThem) {
    const std::string plan = (folder_ / "plan.json").string();
    EXPECT_EQ(
        run({"--slo", "ttft=100ms", "--fail-on-slo", "--contract", "year1", "--save-plan", plan})
            .exitCode,
        3);
    EXPECT_EQ(jsonOf(plan)["slo"], nlohmann::json{"ttft=100ms"});
    EXPECT_EQ(jsonOf(plan)["fail_on_slo"], true);
    EXPECT_EQ(jsonOf(plan)["contract"], "year1");
    const ProcessEnd again = sagebench({"--batch", "--plan", plan, "--slo-target", "0.8"});
    EXPECT_EQ(again.exitCode, 3);  // the contract: average TTFT is 120 ms
    EXPECT_THAT(again.err, Not(HasSubstr("misses its SLOs")));
}

TEST_F(GoalsOnTheCommandLine, aReportShowsTheRunsOwnGoals) {
    const ProcessEnd measured =
        run({"--slo", "ttft=100ms", "--contract", "year1", "--export", "markdown,csv"});
    EXPECT_EQ(measured.exitCode, 3);
    const ProcessEnd end = report({});
    EXPECT_EQ(end.exitCode, 0) << "showing a run is no failure";
    EXPECT_EQ(end.out, measured.out);
    EXPECT_EQ(report({"--format", "json"}).out, contentOf(folder_ / "benchmark_summary.json"));
    EXPECT_EQ(report({"--format", "markdown"}).out, contentOf(folder_ / "REPORT.md"));
    EXPECT_EQ(report({"--format", "csv"}).out, contentOf(folder_ / "benchmark_summary.csv"));
}

TEST_F(GoalsOnTheCommandLine, aReportJudgesRecordsByOtherGoals) {
    EXPECT_EQ(run({}).exitCode, 0);
    EXPECT_TRUE(metrics()["goodput_fraction"].is_null());
    const ProcessEnd end = report({"--slo", "ttft=100ms", "--format", "json"});
    EXPECT_EQ(end.exitCode, 0);
    const auto stress = nlohmann::json::parse(end.out)["workloads"]["stress_test"];
    EXPECT_EQ(stress["goodput_fraction"], 0.8);
    EXPECT_EQ(stress["slo_met"], false);
    EXPECT_EQ(report({"--slo", "ttft=100ms", "--fail-on-slo"}).exitCode, 3);
    EXPECT_EQ(report({"--slo", "ttft=100ms", "--slo-target", "0.8", "--fail-on-slo"}).exitCode, 0);
    EXPECT_EQ(report({"--contract", "year1"}).exitCode, 3);
    EXPECT_EQ(report({"--fail-on-slo"}).exitCode, 2) << "there is none";
}

}  // namespace
}  // namespace sagebench::test
