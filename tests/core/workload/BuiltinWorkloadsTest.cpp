// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/BuiltinWorkloads.h"

#include <gmock/gmock.h>

#include "base/Files.h"
#include "support/TemporaryFolder.h"

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

TEST(BuiltinWorkloads, areTheThreeOfTheSuite) {
    const auto& all = builtinWorkloads();
    ASSERT_EQ(all.size(), 3u);
    const auto facts = [](const WorkloadSpec& w) {
        return std::tuple(w.name, w.promptTokens, w.outputTokens, w.numRequests, w.concurrency);
    };
    EXPECT_EQ(facts(all[0]), std::tuple("short_input", 128, 128, 5, std::optional(1)));
    EXPECT_EQ(facts(all[1]), std::tuple("long_input", 200, 200, 3, std::optional(1)));
    EXPECT_EQ(facts(all[2]), std::tuple("stress_test", 256, 256, 10, std::optional<int>()));
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
