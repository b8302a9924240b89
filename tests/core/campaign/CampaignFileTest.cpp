// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignFile.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "SampleCampaign.h"
#include "support/JsonSchema.h"

namespace sagebench {
namespace {

using nlohmann::json;
using testing::HasSubstr;

CampaignSummary written(const CampaignSummary& summary) {
    const auto read = parseCampaign(campaignJson(summary), "campaign.json");
    EXPECT_TRUE(read) << read.error().message;
    return read.value_or(CampaignSummary());
}

TEST(CampaignFile, IsReadBackAsItWas) {
    CampaignSummary sweep = test::sampleSweep();
    sweep.interrupted = true;
    sweep.failure = "the server is gone";
    sweep.points[4].end = PointEnd::StoppedEarly;
    sweep.points[3].workloads[0].saturated = false;
    sweep.points[3].workloads[0].validity = "machine_busy";
    sweep.points[3].workloads[0].validityReason = "the process stood still for 200 ms";
    EXPECT_EQ(written(sweep), sweep);
    EXPECT_EQ(written(test::sampleSearch()), test::sampleSearch());
}

TEST(CampaignFile, HoldsTheResultOfASearch) {
    const json file = json::parse(campaignJson(test::sampleSearch()));
    EXPECT_EQ(file["kind"], "search");
    EXPECT_EQ(file["result"]["max_request_rate_rps"], 8);
    EXPECT_EQ(file["result"]["ci95"], json({7.5, 8.25}));
    EXPECT_EQ(file["result"]["runs"], 14);
    EXPECT_EQ(file["schema_version"], 1);
}

TEST(CampaignFile, ASearchForConcurrencyHasItsOwnKeyAndUnknownIsNull) {
    CampaignSummary search = test::sampleSearch();
    search.run.plan.search->axis = LoadAxis::Concurrency;
    search.result->best.reset();
    search.result->ci95->high.reset();
    search.result->end = SearchStep::Kind::NeverMet;
    const json result = json::parse(campaignJson(search))["result"];
    EXPECT_TRUE(result["max_concurrency"].is_null());
    EXPECT_EQ(result["ci95"], json({7.5, nullptr}));
    EXPECT_FALSE(result.contains("max_request_rate_rps"));
}

TEST(CampaignFile, NamesTheKneeOfASweep) {
    const json file = json::parse(campaignJson(test::sampleSweep()));
    EXPECT_EQ(file["knee"], json({{"chat<1>", 3}}));
    EXPECT_TRUE(file["result"].is_null());
}

TEST(CampaignFile, FollowsItsSchema) {
    CampaignSummary doubted = test::sampleSweep();
    doubted.points[3].workloads[0].validity = "machine_busy";
    doubted.points[3].workloads[0].validityReason = "the process stood still for 200 ms";
    for (const auto& summary : {test::sampleSweep(), test::sampleSearch(), doubted}) {
        EXPECT_EQ(test::validateAgainst("campaign", campaignJson(summary)), "");
    }
}

TEST(CampaignFile, SaysWhereItIsWrong) {
    EXPECT_THAT(parseCampaign("{\"points\": [\n{\"load\": \"much\"}]}", "c.json").error().message,
                HasSubstr("c.json:2: /points/0/load must be a number"));
    EXPECT_THAT(parseCampaign("{}", "c.json").error().message, HasSubstr("/points must be a list"));
}

}  // namespace
}  // namespace sagebench
