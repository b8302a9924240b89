// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignChart.h"

#include <gmock/gmock.h>

#include "SampleCampaign.h"
#include "campaign/ChartScale.h"

namespace sagebench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(ChartScale, EndsAtRoundValuesFromZero) {
    const ChartScale scale = chartScale(26, 1581, 0, 100);
    EXPECT_THAT(scale.tickTexts, ElementsAre("0", "500", "1000", "1500", "2000"));
    EXPECT_EQ(scale.place(1000), 50);
}

TEST(ChartScale, BeginsNearWhereAllValuesAreLarge) {
    EXPECT_THAT(chartScale(104, 197, 0, 1).tickTexts,
                ElementsAre("100", "120", "140", "160", "180", "200"));
    EXPECT_THAT(chartScale(0.12, 0.4, 0, 1).tickTexts,
                ElementsAre("0", "0.1", "0.2", "0.3", "0.4"));
}

TEST(ChartScale, OneValueHasAnAxisToo) {
    const ChartScale scale = chartScale(100, 100, 0, 1);
    EXPECT_EQ(scale.from, 0);
    EXPECT_GE(scale.to, 100);
}

TEST(CampaignChart, DrawsAPointForEachLoadAndRingsTheKnee) {
    const std::string svg = *campaignChart(test::sampleSweep());
    EXPECT_THAT(svg, AllOf(testing::StartsWith("<svg xmlns"), HasSubstr("8 (knee)"),
                           HasSubstr(">32</text>"), HasSubstr("Tokens/s/user"),
                           HasSubstr("stroke-dasharray"), testing::EndsWith("</svg>\n")));
    EXPECT_THAT(svg, Not(HasSubstr("hollow")));
}

TEST(CampaignChart, SaysWhichLoadsMissed) {
    EXPECT_THAT(*campaignChart(test::sampleSearch()), HasSubstr("hollow: missed or saturated"));
}

TEST(CampaignChart, CrossesRunsThatAreNotValid) {
    CampaignSummary sweep = test::sampleSweep();
    for (PointResult& point : sweep.points) {
        point.workloads[0].validity = "valid";
    }
    EXPECT_THAT(*campaignChart(sweep), Not(HasSubstr("<path")));
    sweep.points[2].workloads[0].validity = "too_few_samples";
    sweep.points[3].workloads[0].validity = "machine_busy";
    sweep.points[4].workloads[0].validity = "client_limited";
    EXPECT_THAT(
        *campaignChart(sweep),
        AllOf(HasSubstr(">run is not valid: client_limited, machine_busy, too_few_samples</text>"),
              HasSubstr("<title>concurrency 8: too_few_samples</title></path>"),
              HasSubstr("<title>concurrency 16: machine_busy</title></path>"),
              HasSubstr("<title>concurrency 32: client_limited</title></path>"),
              Not(HasSubstr("<title>concurrency 4:"))));
}

TEST(CampaignChart, EscapesNames) {
    CampaignSummary sweep = test::sampleSweep();
    sweep.points[0].workloads[0].name = "a&b";
    EXPECT_THAT(*campaignChart(sweep), AllOf(HasSubstr("a&amp;b"), HasSubstr("chat&lt;1&gt;")));
}

TEST(CampaignChart, NothingToDrawIsNoChart) {
    CampaignSummary sweep = test::sampleSweep();
    sweep.points.resize(1);
    EXPECT_EQ(campaignChart(sweep), std::nullopt);
}

}  // namespace
}  // namespace sagebench
