// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "plan/PlanFile.h"

namespace sagebench {
namespace {

std::string errorOf(const std::string& text) {
    const auto parsed = parseWorkloads(text, "w.json");
    return parsed ? "" : parsed.error().message;
}

TEST(WorkloadFile, readsOneObjectWithDefaults) {
    const auto parsed = parseWorkloads(
        R"({"name": "mine", "prompt_tokens": 10, "output_tokens": 20, "num_requests": 3})",
        "w.json");
    ASSERT_TRUE(parsed) << parsed.error().message;
    const WorkloadSpec expected{"mine", "", 10, 20, 3, 1, 0, false};
    EXPECT_EQ(parsed->at(0), expected);
}

TEST(WorkloadFile, readsAListAndConcurrencyAll) {
    const auto parsed = parseWorkloads(R"({"workloads": [
        {"name": "a", "prompt_tokens": 1, "output_tokens": 1, "num_requests": 1, "concurrency": "all"},
        {"name": "b", "prompt_tokens": 1, "output_tokens": 1, "num_requests": 1, "concurrency": 4,
         "warmup": 2, "same_prompt": true}]})",
                                       "w.json");
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(parsed->at(0).concurrency, std::nullopt);
    EXPECT_EQ(parsed->at(1).concurrency, 4);
    EXPECT_EQ(parsed->at(1).warmup, 2);
    EXPECT_TRUE(parsed->at(1).samePrompt);
}

TEST(WorkloadFile, namesFileLineAndKeyOfWhatIsWrong) {
    EXPECT_EQ(
        errorOf("{\n\"name\": \"a\",\n\"prompt_tokens\": 1, \"output_tokens\": "
                "1,\n\"num_requests\": \"3\"}"),
        "w.json:4: key \"num_requests\" must be a whole number from 1 to 100000000, not \"3\"");
    EXPECT_EQ(errorOf("{\"name\": \"a\", \"prompt_tokens\": 1, \"output_tokens\": 1, "
                      "\"num_requests\": 1,\n\"speed\": 2}"),
              "w.json:2: key \"speed\" is not known; known are arrival, burst_every_s, burstiness, "
              "concurrency, cooldown_s, dataset, description, duration_s, grace_s, max_in_flight, "
              "name, num_requests, output_tokens, prefix, prompt_tokens, ramp, request_rate, "
              "same_prompt, think_time_s, turns, warmup, warmup_s");
    EXPECT_EQ(errorOf("{\"name\": \"a\", \"prompt_tokens\": 1, \"output_tokens\": 1}"),
              "w.json:1: key \"num_requests\" is missing");
    EXPECT_EQ(errorOf("[]"), "w.json:1: an object was expected, not array");
}

TEST(WorkloadFile, refusesNamesThatCantNameFiles) {
    EXPECT_NE(
        errorOf(R"({"name": "../x", "prompt_tokens": 1, "output_tokens": 1, "num_requests": 1})"),
        "");
    EXPECT_NE(
        errorOf(R"({"name": "..", "prompt_tokens": 1, "output_tokens": 1, "num_requests": 1})"),
        "");
    EXPECT_NE(errorOf(R"({"name": "", "prompt_tokens": 1, "output_tokens": 1, "num_requests": 1})"),
              "");
}

TEST(WorkloadFile, refusesAListWithNothingInIt) {
    EXPECT_EQ(errorOf("{\n\"workloads\": []}"),
              "w.json:2: key \"workloads\" has no workload in it");
}

TEST(WorkloadFile, refusesANameTwice) {
    const std::string one =
        R"({"name": "a", "prompt_tokens": 1, "output_tokens": 1, "num_requests": 1})";
    EXPECT_EQ(errorOf("{\"workloads\": [" + one + ",\n" + one + "]}"),
              "w.json:2: key \"name\": workload \"a\" stands twice");
}

TEST(WorkloadFile, concurrencyIsANumberOrAll) {
    const std::string start =
        R"({"name": "a", "prompt_tokens": 1, "output_tokens": 1, "num_requests": 1, )";
    EXPECT_EQ(errorOf(start + R"("concurrency": "many"})"),
              "w.json:1: key \"concurrency\" must be a whole number from 1, or \"all\"");
    EXPECT_NE(errorOf(start + R"("concurrency": 0})"), "");
    EXPECT_NE(errorOf(start + R"("concurrency": 1.5})"), "");
}

}  // namespace
}  // namespace sagebench
