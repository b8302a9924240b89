// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignTable.h"

#include <gmock/gmock.h>

#include "SampleCampaign.h"
#include "campaign/CampaignDoubt.h"
#include "campaign/CampaignReport.h"
#include "campaign/CampaignText.h"

namespace sagebench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(CampaignTable, HasARowForEachPointAndNoColumnOfUnknowns) {
    const CampaignRows table = campaignRows(test::sampleSweep());
    EXPECT_THAT(table.header, ElementsAre("Concurrency", "Requests/s", "Output tok/s", "Tok/s/user",
                                          "TTFT p50", "TTFT p99", "Knee"));
    ASSERT_EQ(table.rows.size(), 5u);
    EXPECT_THAT(table.rows[2],
                ElementsAre("8", "8.000", "720.0", "90.0", "20.00", "45.50", "knee"));
    EXPECT_THAT(table.rows[3], ElementsAre("16", "16.0", "800.0", "50.0", "20.00", "45.50", ""));
}

TEST(CampaignTable, NamesWorkloadsWhereThereAreSeveral) {
    CampaignSummary sweep = test::sampleSweep();
    for (PointResult& point : sweep.points) {
        point.workloads.push_back(point.workloads[0]);
        point.workloads[1].name = "code";
    }
    const CampaignRows table = campaignRows(sweep);
    EXPECT_EQ(table.header[1], "Workload");
    EXPECT_EQ(table.rows.size(), 10u);
    EXPECT_EQ(table.rows[1][1], "code");
}

TEST(CampaignTable, MarksPointsWhoseRunsAreNotValid) {
    CampaignSummary sweep = test::sampleSweep();
    for (PointResult& point : sweep.points) {
        point.workloads[0].validity = "valid";
    }
    EXPECT_THAT(campaignRows(sweep).header, Not(testing::Contains("Validity")));
    sweep.points[3].workloads[0].validity = "machine_busy";
    sweep.points[4].workloads[0].validity = "client_limited";
    const CampaignRows table = campaignRows(sweep);
    EXPECT_EQ(table.header[6], "Validity");
    EXPECT_EQ(table.rows[0][6], "");
    EXPECT_EQ(table.rows[4][6], "client_limited");
    const std::string doubt =
        "Not valid: concurrency 16 (machine_busy), concurrency 32 (client_limited).";
    EXPECT_THAT(campaignTable(sweep, {}), HasSubstr(doubt));
    EXPECT_THAT(campaignReport(sweep), HasSubstr("# Sweep\n\n> **Not valid: concurrency 16"));
}

TEST(CampaignTable, SaysOfEachPointThatIsNotCountedWhy) {
    CampaignSummary search = test::sampleSearch();
    const auto doubt = [&](std::size_t point, const char* verdict, const char* reason) {
        search.points[point].met = std::nullopt;
        search.points[point].workloads[0].validity = verdict;
        search.points[point].workloads[0].validityReason = reason;
    };
    doubt(0, "too_few_samples", "3 requests succeeded");
    doubt(1, "machine_busy", "the process stood still for 200 ms, the limit is 50 ms; repeat it");
    doubt(3, "client_limited", "a client thread was busy 97 %; use more cores");
    doubt(4, "client_limited", "a client thread was busy 99 %; use more cores");
    search.points[4].load = search.points[3].load;
    EXPECT_THAT(
        text::doubtReasons(search),
        ElementsAre("rate 4: machine_busy: the process stood still for 200 ms, the limit is 50 ms",
                    "rate 16 (2 runs): client_limited: a client thread was busy 97 %"));
    EXPECT_THAT(campaignTable(search, {}),
                HasSubstr("\n  rate 16 (2 runs): client_limited: a client thread was busy 97 %\n"));
    EXPECT_THAT(
        campaignReport(search),
        HasSubstr("**\n>\n> - rate 4: machine_busy: the process stood still for 200 ms, the "
                  "limit is 50 ms\n> - rate 16 (2 runs): "));
}

TEST(CampaignTable, SaysWhyOfTenPointsAtTheMost) {
    CampaignSummary sweep = test::sampleSweep();
    sweep.points.clear();
    for (int i = 1; i <= 12; ++i) {
        sweep.points.push_back(test::samplePoint(i, i, 10, 10));
        sweep.points.back().workloads[0].validity = "machine_busy";
        sweep.points.back().workloads[0].validityReason = "others";
    }
    const auto lines = text::doubtReasons(sweep);
    ASSERT_EQ(lines.size(), 11u);
    EXPECT_EQ(lines[9], "concurrency 10: machine_busy: others");
    EXPECT_EQ(lines[10], "and 2 more; each run's own results tell why");
}

TEST(CampaignTable, SaysWhichPointsHaveTooFewRequests) {
    CampaignSummary sweep = test::sampleSweep();
    for (PointResult& point : sweep.points) {
        point.workloads[0].validity = "valid";
    }
    EXPECT_EQ(text::doubtSentence(sweep), "");
    sweep.points[3].workloads[0].validity = "too_few_samples";
    const std::string few =
        "Not valid: concurrency 16 (too_few_samples). That few requests don't tell what is usual; "
        "raise --num-requests or --duration.";
    EXPECT_EQ(text::doubtSentence(sweep), few);
    EXPECT_THAT(campaignTable(sweep, {}), HasSubstr(few));
    sweep.points[4].workloads[0].validity = "client_limited";
    EXPECT_THAT(text::doubtSentence(sweep),
                testing::AllOf(testing::StartsWith("Not valid: concurrency 32 (client_limited). "),
                               testing::EndsWith(few)));
    EXPECT_EQ(text::doubtOf(sweep.points[3]), "too_few_samples");
    EXPECT_EQ(text::doubtOf(sweep.points[0]), "");
}

TEST(CampaignTable, SaysWhichRunsOfASearchWereNotCounted) {
    CampaignSummary search = test::sampleSearch();
    PointResult& point = search.points[4];
    point.met = std::nullopt;
    point.workloads[0].sloMet = true;
    point.workloads[0].validity = "client_limited";
    EXPECT_EQ(text::verdictText(point), "not counted");
    EXPECT_THAT(campaignTable(search, {}),
                HasSubstr("Warning: 1 run that would have met is not counted, since the client was "
                          "limited or its machine busy (the lowest at 32 requests/s). A load at "
                          "which that happens 3 times counts as missed"));
}

TEST(CampaignTable, SaysThatASearchCouldNotTestTheQueue) {
    CampaignSummary search = test::sampleSearch();
    search.points[2].workloads[0].saturated = std::nullopt;
    EXPECT_THAT(campaignTable(search, {}),
                HasSubstr("Whether the queue grew at 8 can't be told: 1 of its 3 runs were too "
                          "short for that, so the limit may be lower"));
    search.result->metRuns = 1;
    EXPECT_THAT(campaignTable(search, {}), HasSubstr("can't be told: its run was too short"));
    search.run.plan.search->axis = LoadAxis::Concurrency;
    EXPECT_THAT(campaignTable(search, {}), Not(HasSubstr("Whether the queue grew")));
    EXPECT_THAT(campaignTable(test::sampleSearch(), {}), Not(HasSubstr("Whether the queue grew")));
}

TEST(CampaignTable, OneRequestIsOne) {
    EXPECT_EQ(text::amountText(LoadAxis::Rate, 1), "1 request/s");
    EXPECT_EQ(text::amountText(LoadAxis::Rate, 1.5), "1.5 requests/s");
    EXPECT_EQ(text::amountText(LoadAxis::Concurrency, 1), "1 request at a time");
}

TEST(CampaignTable, AWorkloadWhoseRequestsFailDoesNotMeet) {
    CampaignSummary sweep = test::sampleSweep();
    PointResult& point = sweep.points[0];
    point.met = false;
    point.workloads.push_back(point.workloads[0]);
    point.workloads[1].name = "code";
    point.workloads[0].sloMet = point.workloads[1].sloMet = true;
    point.workloads[1].failed = 47;
    const CampaignRows table = campaignRows(sweep);
    const auto column = std::ranges::find(table.header, "SLO") - table.header.begin();
    EXPECT_EQ(table.rows[0][static_cast<std::size_t>(column)], "met");
    EXPECT_EQ(table.rows[1][static_cast<std::size_t>(column)], "missed");
}

TEST(CampaignTable, SaysWhatASearchFoundHowSureAndInHowManyRuns) {
    EXPECT_THAT(campaignTable(test::sampleSearch(), {}),
                AllOf(HasSubstr("missed"),
                      HasSubstr("The highest load that meets the SLO is 8 requests/s.\n"
                                "95 % interval of the limit: 7.5 to 8.25 requests/s.\n"
                                "It took 14 runs; 3 of 3 at 8 met it, the lowest load that missed "
                                "it is 8.1 requests/s.\n")));
}

TEST(CampaignTable, SaysThatNoLoadMetAndWhatToDo) {
    CampaignSummary search = test::sampleSearch();
    search.result->end = SearchStep::Kind::NeverMet;
    search.result->best.reset();
    search.result->missed = 1;
    EXPECT_THAT(text::searchSentences(search)[0],
                AllOf(HasSubstr("missed even at the lowest load, 1 request/s"),
                      HasSubstr("give --find-max-rate a lower start")));
}

TEST(CampaignTable, SaysThatTheBoundWasMet) {
    CampaignSummary search = test::sampleSearch();
    search.result->end = SearchStep::Kind::AlwaysMet;
    search.result->missed.reset();
    search.result->ci95->high.reset();
    EXPECT_THAT(text::searchSentences(search),
                ElementsAre(HasSubstr("was met up to 8 requests/s"),
                            "95 % interval of the limit: 7.5 and above.",
                            "It took 14 runs; 3 of 3 at 8 met it."));
}

TEST(CampaignTable, AnUnfinishedSearchTellsHowFarItCame) {
    CampaignSummary search = test::sampleSearch();
    search.result.reset();
    search.interrupted = true;
    EXPECT_THAT(campaignTable(search, {}),
                AllOf(HasSubstr("so far: 8 requests/s; lowest that missed it: 16 requests/s"),
                      HasSubstr("Interrupted")));
}

TEST(CampaignReport, LinksThePointsAndShowsTheChart) {
    const std::string report = campaignReport(test::sampleSweep());
    EXPECT_THAT(report,
                AllOf(HasSubstr("| 8 "), HasSubstr("![Throughput against latency](campaign.svg)"),
                      HasSubstr("](runs/003-concurrency-8/REPORT.md): n/a"), HasSubstr("Kneedle"),
                      Not(HasSubstr("What was found"))));
    EXPECT_THAT(campaignReport(test::sampleSearch()),
                AllOf(HasSubstr("## What was found"), HasSubstr("`p99:e2el=150ms`"),
                      HasSubstr("missed; chat: the SLO was missed")));
}

}  // namespace
}  // namespace sagebench
