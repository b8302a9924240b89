// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Goals.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/report/SampleRun.h"
#include "plan/MetricKeys.h"
#include "plan/PlanFile.h"
#include "report/CsvReport.h"
#include "report/JsonReport.h"
#include "report/MarkdownReport.h"
#include "report/MetricFields.h"
#include "report/TableReport.h"
#include "support/JsonSchema.h"

namespace sagebench {
namespace {

using testing::AllOf;
using testing::ElementsAreArray;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Thresholds that one of the two workloads of the sample passes.
Contract contract() {
    return {"quick",
            {{"p50_ttft_ms", Comparison::Less, 50},
             {"error_rate", Comparison::LessOrEqual, 0},
             {"peak_mem_mb", Comparison::Less, 1000, false}}};
}

/// TTFT of short_input is 40 ms; of stress_test 50, 72, 184 and 326 ms, and one of five failed.
RunSummary judged(std::string_view slos, double target = 0.99) {
    test::SampleRun run = test::sampleRun();
    run.info.plan.slo = {parseSlos(slos).value(), target, false};
    run.shortInput.context.slo = run.stressTest.context.slo = run.info.plan.slo;
    return run.summary();
}

RunSummary underContract() {
    RunSummary summary = test::sampleRun().summary();
    summary.run.plan.contract = contract();
    return summary;
}

TEST(MetricKeys, areTheNumericKeysOfTheMetricsFile) {
    WorkloadMetrics all;  // with a number wherever there is room for one
    std::vector<std::string> numeric;
    for (const MetricField& field : metricFields()) {
        const bool takesNumber = field.read(1, all) && field.write(all).is_number();
        if (takesNumber && field.key != "schema_version") {
            numeric.push_back(field.key);
        }
    }
    std::ranges::sort(numeric);
    EXPECT_THAT(numericMetricKeys(), ElementsAreArray(numeric));
}

TEST(Contract, isEvaluatedRowByRow) {
    const RunSummary summary = test::sampleRun().summary();
    const ContractResult good = evaluate(contract(), summary.workloads[0]);
    EXPECT_EQ(good.name, "quick");
    EXPECT_TRUE(good.passed);
    EXPECT_EQ(good.rows[0].actual, 40);
    EXPECT_EQ(good.rows[0].verdict, Verdict::Pass);
    const ContractResult bad = evaluate(contract(), summary.workloads[1]);
    EXPECT_FALSE(bad.passed);
    EXPECT_EQ(bad.rows[1].actual, 0.2);
    EXPECT_EQ(bad.rows[1].verdict, Verdict::Fail);
}

TEST(Contract, anUnknownFigurePassesOnlyWhereItIsNotRequired) {
    WorkloadMetrics unknown;
    Contract memory{"memory", {{"peak_mem_mb", Comparison::Less, 1000, false}}};
    EXPECT_EQ(evaluate(memory, unknown).rows[0].verdict, Verdict::Unknown);
    EXPECT_TRUE(evaluate(memory, unknown).passed);
    memory.thresholds[0].required = true;
    EXPECT_EQ(evaluate(memory, unknown).rows[0].verdict, Verdict::Unknown);
    EXPECT_FALSE(evaluate(memory, unknown).passed);
    unknown.memory.peakMb = 1000;
    memory.thresholds[0].required = false;
    EXPECT_FALSE(evaluate(memory, unknown).passed);
}

TEST(Goals, aRunIsAsGoodAsItsWorstWorkload) {
    EXPECT_EQ(sloMet(judged("ttft=40ms", 0)), true);
    EXPECT_EQ(sloMet(judged("ttft=40ms")), false);
    EXPECT_EQ(sloMet(test::sampleRun().summary()), std::nullopt);
    EXPECT_EQ(contractPassed(underContract()), false);
    EXPECT_EQ(contractPassed(test::sampleRun().summary()), std::nullopt);
    RunSummary good = underContract();
    good.workloads.pop_back();
    EXPECT_EQ(contractPassed(good), true);
    good.workloads.clear();
    EXPECT_EQ(contractPassed(good), std::nullopt);
}

std::vector<std::string> sentences(const RunSummary& summary) {
    std::vector<std::string> out;
    for (const GoalVerdict& verdict : goalVerdicts(summary)) {
        out.push_back(verdict.text);
    }
    return out;
}

TEST(Goals, areToldInASentenceForEachWorkload) {
    EXPECT_THAT(sentences(judged("ttft=72ms,tpot=30ms,p50:ttft=100ms", 0.6)),
                testing::ElementsAre(
                    "short_input meets its SLOs: 100.00 % of requests meet ttft=72ms and tpot=30ms "
                    "(target 60.00 %); p50:ttft=100ms met: 40.00 ms",
                    "stress_test misses its SLOs: 40.00 % of requests meet ttft=72ms and tpot=30ms "
                    "(target 60.00 %); p50:ttft=100ms missed: 184.00 ms"));
    EXPECT_THAT(
        sentences(underContract()),
        testing::ElementsAre("short_input passes contract quick",
                             "stress_test fails contract quick: p50_ttft_ms is 128, must be < 50; "
                             "error_rate is 0.2, must be <= 0"));
}

TEST(GoalsInJson, areReadBack) {
    RunSummary summary = judged("ttft=72ms,p99:itl=5ms", 0.6);
    summary.run.plan.contract = contract();
    summary.workloads[1].slos[1] = {summary.workloads[1].slos[1].slo, std::nullopt, std::nullopt};
    const std::string written = summaryJson(summary);
    EXPECT_EQ(test::validateAgainst("summary", written), "");
    const auto read = parseSummary(written, "s.json");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->workloads[0].slos, summary.workloads[0].slos);
    EXPECT_EQ(read->workloads[1].slos, summary.workloads[1].slos);
    EXPECT_EQ(read->workloads[1].sloMet, false);
    EXPECT_EQ(read->run, summary.run);
    EXPECT_EQ(summaryJson(*read), written);
}

TEST(GoalsInJson, haveTheirKeys) {
    RunSummary summary = judged("ttft=72ms,p50:ttft=100ms", 0.6);
    summary.run.plan.contract = contract();
    const auto json = nlohmann::json::parse(summaryJson(summary));
    EXPECT_EQ(json["slo_met"], false);
    EXPECT_EQ(json["contract"], nlohmann::json({{"name", "quick"}, {"passed", false}}));
    const auto& stress = json["workloads"]["stress_test"];
    EXPECT_EQ(stress["slo"], nlohmann::json::parse(R"([
                {"slo": "ttft=72ms", "actual": 0.4, "unit": "fraction", "met": false},
                {"slo": "p50:ttft=100ms", "actual": 184.0, "unit": "ms", "met": false}])"));
    EXPECT_EQ(stress["slo_met"], false);
    EXPECT_EQ(stress["goodput_fraction"], 0.4);
    EXPECT_EQ(stress["contract"]["passed"], false);
    EXPECT_EQ(stress["contract"]["rows"][0],
              nlohmann::json::parse(R"({"metric": "p50_ttft_ms", "op": "<", "value": 50.0,
                "required": true, "actual": 128.0, "verdict": "fail"})"));
    EXPECT_EQ(stress["contract"]["rows"][2]["verdict"], "n/a");
    EXPECT_EQ(test::validateAgainst("metrics",
                                    metricsJson(summary.workloads[1], summary.run.plan.contract)),
              "");
}

TEST(GoalsInJson, areNotThereWithoutAny) {
    const auto json = nlohmann::json::parse(summaryJson(test::sampleRun().summary()));
    EXPECT_FALSE(json.contains("slo_met"));
    EXPECT_FALSE(json.contains("contract"));
}

TEST(GoalsInMarkdown, standAtTheTopAndInASection) {
    RunSummary summary = judged("ttft=72ms,p50:ttft=100ms", 0.6);
    summary.run.plan.contract = contract();
    const std::string text = markdownReport(summary);
    EXPECT_THAT(text,
                StartsWith("# Benchmark report\n\n**NOT VALID: stress_test (client_limited)"));
    EXPECT_THAT(text, HasSubstr("\n\n**SLOs missed** by stress_test. "
                                "**Contract quick failed** by stress_test.\n\n> **Read"));
    EXPECT_THAT(text, HasSubstr("## Goals\n\n"));
    EXPECT_THAT(text,
                HasSubstr("| `ttft=72ms`      | 40.00 %   | ≥ 60.00 % of requests | missed |"));
    EXPECT_THAT(text, HasSubstr("| stress_test | `error_rate`  | \\<= 0     | 0.2      | fail |"));
    EXPECT_THAT(text, HasSubstr("n/a (not required)"));
    EXPECT_THAT(text, HasSubstr("| Goodput, share of requests"));
}

TEST(GoalsInMarkdown, severalLimitsOnEachRequestCountTogether) {
    EXPECT_THAT(markdownReport(judged("ttft=72ms,e2el=60ms", 0.2)),
                HasSubstr("| stress_test | all on each request |"));
    EXPECT_THAT(markdownReport(judged("ttft=72ms")), Not(HasSubstr("all on each request")));
}

TEST(GoalsInMarkdown, aRunThatReachesThemSaysSo) {
    RunSummary summary = judged("ttft=72ms", 0.4);
    summary.run.plan.contract = Contract{"any", {{"error_rate", Comparison::Less, 1}}};
    summary.workloads[1].validity = {};
    EXPECT_THAT(markdownReport(summary),
                StartsWith("# Benchmark report\n\n**SLOs met.** **Contract any passed.**\n\n"));
    EXPECT_THAT(markdownReport(test::sampleRun().summary()),
                AllOf(Not(HasSubstr("SLOs met")), Not(HasSubstr("## Goals"))));
}

TEST(GoalsInTheTable, haveColumnsARemarkAndATableOfTheContract) {
    RunSummary summary = judged("ttft=72ms", 0.6);
    summary.run.plan.contract = contract();
    const std::string text = tableReport(summary, {.width = 100, .unicode = false});
    EXPECT_THAT(text, AllOf(HasSubstr("SLOs"), HasSubstr("In SLO"), HasSubstr("Goodput/s")));
    EXPECT_THAT(text, HasSubstr("| p50_ttft_ms < 50   |     40 pass |           128 fail |"));
    EXPECT_THAT(text, HasSubstr("goal: stress_test misses its SLOs: 40.00 % of requests"));
    EXPECT_THAT(text, HasSubstr("goal: short_input passes contract quick\n"));
}

TEST(GoalsInTheTable, areNotThereWithoutAny) {
    EXPECT_THAT(tableReport(test::sampleRun().summary(), {}),
                AllOf(Not(HasSubstr("SLO")), Not(HasSubstr("Goodput")), Not(HasSubstr("goal:"))));
}

TEST(GoalsInCsv, haveColumns) {
    RunSummary summary = judged("ttft=72ms", 0.6);
    summary.run.plan.contract = contract();
    const std::string text = csvReport(summary);
    EXPECT_THAT(text, HasSubstr(",goodput_rps,goodput_fraction,"));
    EXPECT_THAT(text, HasSubstr(",slo_met,peak_events_per_s,contract_passed,avg_ttft_ms_ci95_low,"));
    EXPECT_THAT(text, HasSubstr(",true,12.0,true,,"));
    EXPECT_THAT(text, HasSubstr(",false,13.0,false,,"));
}

}  // namespace
}  // namespace sagebench
