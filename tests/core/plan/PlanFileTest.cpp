// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "plan/PlanFile.h"

namespace sagebench {
namespace {

RunPlan fullPlan() {
    RunPlan plan;
    plan.workloads = {{"a", "first", 1, 2, 3, std::nullopt, 4, true},
                      {"b", "", 5, 6, 7, 8, 0, false}};
    plan.backend = {
        "vllm", "m", "http://h:1", {"KEY", ""}, {{"endpoint", "chat"}, {"body.top_k", "5"}}};
    plan.seed = 18446744073709551615ULL;
    plan.timeout = std::chrono::milliseconds(1500);
    plan.shard = {1, 3};
    plan.output = {"out", {"csv", "vllm"}, true};
    return plan;
}

TEST(PlanFile, whatIsWrittenIsReadBack) {
    const auto read = parsePlan(toJson(fullPlan()), "plan.json");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, fullPlan());
}

TEST(PlanFile, absentKeysKeepTheirDefaults) {
    const auto read = parsePlan(R"({"backend": {"id": "openai"}})", "plan.json");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->backend.id, "openai");
    EXPECT_EQ(read->timeout, std::chrono::seconds(600));
    EXPECT_EQ(read->output, OutputSpec());
    EXPECT_EQ(read->seed, std::nullopt);
}

TEST(PlanFile, optionsMayBeNumbersOrBooleans) {
    const auto read = parsePlan(
        R"({"backend": {"options": {"slots": 4, "jitter": 0.5, "prefix_cache": false}}})", "p");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->backend.options.at("slots"), "4");
    EXPECT_EQ(read->backend.options.at("jitter"), "0.5");
    EXPECT_EQ(read->backend.options.at("prefix_cache"), "false");
}

TEST(PlanFile, namesFileLineAndKey) {
    const auto errorOf = [](const char* text) { return parsePlan(text, "p.json").error().message; };
    EXPECT_EQ(errorOf("{\"seed\":\n-1}"),
              "p.json:1: key \"seed\" must be a whole number of 0 or more, or null, not -1");
    EXPECT_EQ(errorOf("{\"output\": {\n\"exports\": [\"pdf\"]}}"),
              "p.json:2: key \"exports\" has \"pdf\"; known are markdown, csv, vllm");
    EXPECT_EQ(errorOf("{\"shard\": {\"index\": 2, \"count\": 2}}"),
              "p.json:1: key \"index\" must be less than \"count\"");
    EXPECT_EQ(errorOf("{\"workloads\": 3}"), "p.json:1: \"workloads\" must be a list of workloads");
    EXPECT_THAT(errorOf("{\n\n\"colour\": 1}"),
                testing::HasSubstr("p.json:3: key \"colour\" is not known; known are backend, "));
}

TEST(PlanFile, hashLeavesTheOutputOut) {
    RunPlan other = fullPlan();
    other.output.folder = "elsewhere";
    EXPECT_EQ(planHash(other), planHash(fullPlan()));
    other.workloads[0].numRequests = 4;
    EXPECT_NE(planHash(other), planHash(fullPlan()));
}

TEST(PlanRules, complainOfWhatNoRunCouldHave) {
    EXPECT_TRUE(validate(fullPlan()));
    RunPlan twice = fullPlan();
    twice.workloads[1].name = "a";
    EXPECT_EQ(validate(twice).error().message, "workload \"a\" was chosen twice");
    RunPlan empty;
    EXPECT_EQ(validate(empty).error().kind, ErrorKind::Usage);
    RunPlan none = fullPlan();
    none.workloads[0].numRequests = 0;
    EXPECT_FALSE(validate(none));
}

}  // namespace
}  // namespace sagebench
