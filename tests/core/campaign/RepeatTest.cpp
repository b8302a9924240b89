// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "SampleCampaign.h"
#include "campaign/CampaignChart.h"
#include "campaign/CampaignFile.h"
#include "campaign/CampaignReport.h"
#include "campaign/CampaignTable.h"
#include "campaign/RunSpread.h"
#include "support/JsonSchema.h"

namespace sagebench {
namespace {

using nlohmann::json;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Five runs; their median TTFTs are 20, 22, 21, 19 and 18 ms.
CampaignSummary sampleRepeat() {
    CampaignSummary summary = test::sampleSweep();
    summary.run.plan.sweep.reset();
    summary.run.plan.repeat = 5;
    const double ttft[] = {20, 22, 21, 19, 18};
    for (std::size_t i = 0; i < 5; ++i) {
        PointResult& run = summary.points[i];
        run.load = run.number;
        run.label = "run-" + std::to_string(run.number);
        run.folder = "runs/00" + std::to_string(run.number) + "-" + run.label;
        run.workloads[0].ttftP50 = ttft[i];
        run.workloads[0].requestRps = 4;
        run.workloads[0].outputTps = 400;
    }
    return summary;
}

TEST(RepeatCampaign, RunsThePlanManyTimesEachWithItsOwnSeed) {
    RunPlan plan = sampleRepeat().run.plan;
    plan.repeat = 3;
    const auto campaign = makeCampaign(plan);
    std::vector<std::string> folders;
    std::set<std::uint64_t> seeds;
    while (const auto point = campaign->next()) {
        EXPECT_EQ(point->plan.repeat, 1) << "a run of its own";
        EXPECT_EQ(point->plan.workloads, plan.workloads);
        folders.push_back(point->folder);
        seeds.insert(*point->plan.seed);
        campaign->add({.number = point->number});
        EXPECT_EQ(*campaign->progress().left, 3 - point->number);
    }
    EXPECT_THAT(folders, ElementsAre("runs/001-run-1", "runs/002-run-2", "runs/003-run-3"));
    EXPECT_THAT(seeds, SizeIs(3));
}

TEST(SpreadOfValues, IsThatOfASample) {
    const auto spread = spreadOfValues(std::vector<double>{20, 22, 21, 19, 18});
    ASSERT_TRUE(spread);
    EXPECT_EQ(spread->runs, 5);
    EXPECT_DOUBLE_EQ(spread->mean, 20);
    EXPECT_NEAR(spread->std, 1.5811, 1e-4);  // √(10 / 4)
    EXPECT_NEAR(*spread->cv, 0.079057, 1e-6);
    EXPECT_EQ(spread->min, 18);
    EXPECT_EQ(spread->max, 22);
    EXPECT_NEAR(spread->ci95.low, 20 - 1.9632, 1e-4);  // t(4) = 2.7764
    EXPECT_NEAR(spread->ci95.high, 20 + 1.9632, 1e-4);
}

TEST(SpreadOfValues, OfOneIsUnknown) {
    EXPECT_FALSE(spreadOfValues(std::vector<double>{20}));
}

TEST(SpreadBetween, HasEachFigureThatRunsTell) {
    const auto workloads = spreadBetween(sampleRepeat());
    ASSERT_THAT(workloads, SizeIs(1));
    std::vector<std::string_view> keys;
    for (const HeadlineSpread& one : workloads[0].figures) {
        keys.push_back(one.figure.key);
    }
    EXPECT_THAT(keys, ElementsAre("p50_ttft_ms", "p99_ttft_ms", "request_throughput_rps",
                                  "output_throughput_tps"));
    EXPECT_THAT(workloads[0].figures[0].values, ElementsAre(20, 22, 21, 19, 18));
}

TEST(SpreadBetween, LeavesOutARunThatDidNotEnd) {
    CampaignSummary repeat = sampleRepeat();
    repeat.points[4].end = PointEnd::Interrupted;
    EXPECT_EQ(spreadBetween(repeat)[0].figures[0].spread.runs, 4);
    repeat.points.resize(1);
    EXPECT_THAT(spreadBetween(repeat), IsEmpty());
    EXPECT_THAT(spreadBetween(test::sampleSweep()), IsEmpty()) << "its points are not alike";
}

TEST(SpreadWarnings, SayWhichAndHowManyRunsItWouldTake) {
    CampaignSummary repeat = sampleRepeat();
    EXPECT_THAT(spreadWarnings(repeat), IsEmpty());
    repeat.run.plan.difference = 0.05;
    // 3.926 of 20 is 19.6 %; 2 t(40) 1.5811 / √41 = 0.998, and 1.011 with one run less
    EXPECT_THAT(spreadWarnings(repeat),
                ElementsAre("chat<1>: between runs, 95 % intervals are wider than the difference "
                            "of 5 % that is asked for: p50 TTFT (20 %); about 41 runs would be "
                            "needed"));
    repeat.run.plan.difference = 0.25;
    EXPECT_THAT(spreadWarnings(repeat), IsEmpty());
}

TEST(SpreadWarnings, NoNumberOfRunsHelpsWhereTheyAreTooUneven) {
    CampaignSummary repeat = sampleRepeat();
    repeat.run.plan.difference = 0.01;
    EXPECT_THAT(spreadWarnings(repeat),
                ElementsAre(HasSubstr("p50 TTFT (20 %); more than 100 runs would be needed: make "
                                      "each run longer, or measure on a steadier machine")));
}

TEST(SpreadWarnings, TwoRunsAreJudgedAsMoreWouldBe) {
    CampaignSummary repeat = sampleRepeat();
    repeat.points.resize(2);
    repeat.run.plan.difference = 0.2;
    // t(1) = 12.7 makes it 121 % wide; 2 t(4) 1.4142 / √5 = 3.51 is less than 4.2, of four 4.50
    EXPECT_THAT(spreadWarnings(repeat), ElementsAre(HasSubstr("about 5 runs would be needed")));
}

TEST(SpreadBetween, HasAWorkloadThatTheFirstRunLacks) {
    CampaignSummary repeat = sampleRepeat();
    repeat.points[0].end = PointEnd::Interrupted;
    repeat.points[0].workloads.clear();
    const auto workloads = spreadBetween(repeat);
    ASSERT_THAT(workloads, SizeIs(1));
    EXPECT_EQ(workloads[0].figures[0].spread.runs, 4);
}

TEST(RepeatFile, HoldsRunsAndSpread) {
    const json file = json::parse(campaignJson(sampleRepeat()));
    EXPECT_EQ(file["kind"], "repeat");
    EXPECT_TRUE(file["axis"].is_null());
    EXPECT_TRUE(file["points"][0]["load"].is_null());
    EXPECT_EQ(file["points"][0]["label"], "run-1");
    const json& spread = file["result"]["workloads"]["chat<1>"]["p50_ttft_ms"];
    EXPECT_EQ(spread["mean"], 20);
    EXPECT_EQ(spread["runs"], 5);
    EXPECT_THAT(spread["ci95"][1].get<double>(), DoubleNear(21.96, 0.01));
}

TEST(RepeatFile, IsReadBackAsItWas) {
    const CampaignSummary repeat = sampleRepeat();
    const auto read = parseCampaign(campaignJson(repeat), "campaign.json");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, repeat);
}

TEST(RepeatFile, FollowsItsSchema) {
    CampaignSummary repeat = sampleRepeat();
    EXPECT_EQ(test::validateAgainst("campaign", campaignJson(repeat)), "");
    repeat.points.resize(1);
    EXPECT_TRUE(json::parse(campaignJson(repeat))["result"].is_null());
    EXPECT_EQ(test::validateAgainst("campaign", campaignJson(repeat)), "");
}

TEST(RepeatTable, HasARowForEachRunAndForEachFigure) {
    const CampaignSummary repeat = sampleRepeat();
    const CampaignRows runs = campaignRows(repeat);
    EXPECT_EQ(runs.header[0], "Run");
    EXPECT_EQ(runs.rows[2][0], "3");
    const CampaignRows spread = spreadRows(repeat, true);
    EXPECT_THAT(spread.header, ElementsAre("Between runs", "Mean", "95 % interval", "Std", "CV",
                                           "Min", "Max", "Runs"));
    EXPECT_THAT(spread.rows[0], ElementsAre("p50 TTFT", "20.00", "18.04–21.96", "1.58", "7.9 %",
                                            "18.00", "22.00", "5"));
    EXPECT_THAT(campaignTable(repeat, {}), HasSubstr("18.04–21.96"));
    EXPECT_THAT(campaignTable(repeat, {.unicode = false}), HasSubstr("18.04-21.96"));
}

TEST(RepeatReport, TellsTheSpreadAndLinksEachRun) {
    CampaignSummary repeat = sampleRepeat();
    repeat.run.plan.difference = 0.05;
    const std::string report = campaignReport(repeat);
    EXPECT_THAT(report, HasSubstr("# Repeated runs\n"));
    EXPECT_THAT(report, HasSubstr("## Spread between runs"));
    EXPECT_THAT(report, HasSubstr("about 41 runs would be needed"));
    EXPECT_THAT(report, HasSubstr("![Each run against the mean of all](campaign.svg)"));
    EXPECT_THAT(report, HasSubstr("| repeat, 5 runs"));
    EXPECT_THAT(report, HasSubstr("[003 run 3](runs/003-run-3/REPORT.md)"));
    EXPECT_THAT(report, Not(HasSubstr("knee")));
}

TEST(RepeatChart, CrossesRunsThatAreNotValid) {
    CampaignSummary repeat = sampleRepeat();
    EXPECT_THAT(*campaignChart(repeat), Not(HasSubstr("not valid")));
    repeat.points[3].workloads[0].validity = "machine_busy";
    EXPECT_THAT(spreadBetween(repeat)[0].figures[0].doubts,
                ElementsAre("", "", "", "machine_busy", ""));
    EXPECT_THAT(*campaignChart(repeat),
                testing::AllOf(HasSubstr(">run is not valid: machine_busy</text>"),
                               HasSubstr("<title>machine_busy</title></path>")));
}

TEST(RepeatChart, HasADotForEachRun) {
    const auto chart = campaignChart(sampleRepeat());
    ASSERT_TRUE(chart);
    std::size_t dots = 0;
    for (std::size_t at = chart->find("<circle"); at != std::string::npos;
         at = chart->find("<circle", at + 1)) {
        ++dots;
    }
    EXPECT_EQ(dots, 20u) << "five runs, four figures";
    EXPECT_THAT(*chart, HasSubstr("p50 TTFT"));
    CampaignSummary one = sampleRepeat();
    one.points.resize(1);
    EXPECT_EQ(campaignChart(one), std::nullopt);
}

}  // namespace
}  // namespace sagebench
