// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/BuiltinWorkloads.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "base/Files.h"
#include "support/SharedData.h"
#include "support/TemporaryFolder.h"
#include "workload/Dataset.h"

namespace sagebench {
namespace {

std::vector<std::string> namesOf(std::string_view selector) {
    std::vector<std::string> names;
    const auto selected = selectWorkloads(selector).value();
    for (const WorkloadSpec& spec : selected) {
        names.push_back(spec.name);
    }
    return names;
}

using Facts = std::tuple<std::string, int, int, int, std::optional<int>, int>;

std::vector<Facts> factsOf(std::string_view selector) {
    std::vector<Facts> facts;
    const auto selected = selectWorkloads(selector).value();
    for (const WorkloadSpec& w : selected) {
        facts.emplace_back(w.name, w.promptTokens.typical(), w.outputTokens.typical(),
                           w.numRequests, w.concurrency, w.turns);
    }
    return facts;
}

constexpr std::optional<int> kAllAtOnce;

TEST(BuiltinWorkloads, beginWithTheThreeOfTheSuite) {
    EXPECT_THAT(factsOf("year1"),
                testing::ElementsAre(Facts("short_input", 128, 128, 5, 1, 1),
                                     Facts("long_input", 200, 200, 3, 1, 1),
                                     Facts("stress_test", 256, 256, 10, kAllAtOnce, 1)));
    EXPECT_EQ(defaultWorkloads(), selectWorkloads("year1").value());
    EXPECT_EQ(builtinWorkloads().size(), 13u);
    EXPECT_EQ(builtinWorkloads()[0].name, "short_input");
}

TEST(BuiltinWorkloads, haveEightQueries) {
    EXPECT_THAT(
        factsOf("query"),
        testing::ElementsAre(
            Facts("q1", 32, 64, 5, 1, 1), Facts("q2", 512, 128, 3, 1, 1),
            Facts("q3", 128, 256, 3, 1, 1),
            Facts("q4", 256, 256, 1, 1, 3),  // one conversation: three requests
            Facts("q5", 32, 64, 10, kAllAtOnce, 1), Facts("q6", 512, 256, 10, kAllAtOnce, 1),
            Facts("q7", 256, 512, 3, 1, 1), Facts("q8", 192, 128, 4, kAllAtOnce, 1)));
}

/// Of so many quantiles, evenly spaced from the least to the most.
std::vector<int> quantilesOf(std::vector<std::int32_t> column, std::size_t count) {
    std::ranges::sort(column);
    std::vector<int> quantiles;
    for (std::size_t i = 0; i < count; ++i) {
        const double at =
            static_cast<double>(i * (column.size() - 1)) / static_cast<double>(count - 1);
        const auto below = static_cast<std::size_t>(at);
        const auto above = std::min(below + 1, column.size() - 1);
        const double value =
            column[below] + (at - static_cast<double>(below)) * (column[above] - column[below]);
        quantiles.push_back(static_cast<int>(std::floor(value + 0.5)));
    }
    return quantiles;
}

void expectLengthsOf(const std::string& name, const std::string& file) {
    const auto path = test::sharedData(file);
    if (!path) {
        GTEST_SKIP() << file << " is not on this machine";
    }
    DatasetSpec spec;
    spec.path = *path;
    const auto data = Dataset::open(spec, {}).value();
    const WorkloadSpec workload = selectWorkloads(name).value().front();
    EXPECT_EQ(workload.promptTokens.kind(), TokenLengths::Kind::Quantiles);
    EXPECT_EQ(workload.promptTokens.values(), quantilesOf(data->requests().promptTokens, 41));
    EXPECT_EQ(workload.outputTokens.values(), quantilesOf(data->requests().outputTokens, 41));
}

TEST(BuiltinWorkloads, chatHasTheLengthsOfTheAzureTrace) {
    EXPECT_THAT(selectWorkloads("chat")->front().description, testing::HasSubstr("Azure"));
    expectLengthsOf("chat", "azure_llm_2023_conv.csv");
}

TEST(BuiltinWorkloads, longContextHasTheLengthsOfTheMooncakeTrace) {
    EXPECT_THAT(selectWorkloads("long_context")->front().description,
                testing::HasSubstr("Mooncake"));
    expectLengthsOf("long_context", "mooncake_synthetic_trace.jsonl");
}

TEST(BuiltinWorkloads, shortAndFullSelectorsAreEqual) {
    EXPECT_EQ(namesOf("short"), namesOf("short_input"));
    EXPECT_EQ(namesOf("stress"), std::vector<std::string>{"stress_test"});
    EXPECT_THAT(namesOf("year1"), testing::ElementsAre("short_input", "long_input", "stress_test"));
}

TEST(BuiltinWorkloads, anUnknownSelectorIsAUsageErrorWithTheKnownOnes) {
    const auto selected = selectWorkloads("shrt");
    ASSERT_FALSE(selected);
    EXPECT_EQ(selected.error().kind, ErrorKind::Usage);
    EXPECT_THAT(selected.error().message,
                testing::HasSubstr("short_input, long_input, stress_test"));
}

TEST(BuiltinWorkloads, aPathIsReadAsAFile) {
    test::TemporaryFolder folder;
    const std::string path = folder / "mine.json";
    ASSERT_TRUE(writeFileAtomically(
        path, R"({"name": "mine", "prompt_tokens": 1, "output_tokens": 1, "num_requests": 1})"));
    EXPECT_EQ(namesOf(path), std::vector<std::string>{"mine"});
    EXPECT_EQ(selectWorkloads("missing.json").error().kind, ErrorKind::Input);
}

}  // namespace
}  // namespace sagebench
