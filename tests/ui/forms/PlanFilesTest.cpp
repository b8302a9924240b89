// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/PlanFiles.h"

#include <gmock/gmock.h>

#include "base/Files.h"
#include "plan/PlanFile.h"
#include "support/TemporaryFolder.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct PlanFiles : testing::Test {
    std::string complaint(const std::string& json) {
        EXPECT_TRUE(writeFileAtomically(path, json));
        const auto plan = loadPlan(path);
        EXPECT_FALSE(plan);
        return plan ? "" : plan.error().message;
    }
    test::TemporaryFolder folder;
    std::filesystem::path path = folder / "plan.json";
};

TEST_F(PlanFiles, areWhatTheCommandLineTakes) {
    RunPlan plan;
    plan.workloads = defaultWorkloads();
    plan.backend = {"vllm", "m", "http://h:1", {"VAR", ""}, {{"body.temperature", "0.2"}}};
    plan.seed = 3;
    ASSERT_TRUE(savePlan(plan, path));
    EXPECT_EQ(readFile(path).value(), toJson(plan));
    EXPECT_EQ(loadPlan(path).value(), plan);
}

TEST_F(PlanFiles, ofUnknownBackendsAndOptionsSayWhichThereAre) {
    EXPECT_THAT(complaint(R"({"backend": {"id": "mokc"}})"),
                HasSubstr("plan.json: no backend \"mokc\"; there are mock"));
    EXPECT_THAT(complaint(R"({"backend": {"id": "mock", "options": {"ttft": 1}}})"),
                HasSubstr("plan.json: mock has no option \"ttft\"; the nearest is \"ttft_ms\""));
    EXPECT_THAT(complaint(R"({"backend": {"id": "mock", "base_url": "http://h"}})"),
                HasSubstr("takes no base_url"));
}

TEST_F(PlanFiles, thatAreNonesSayWhere) {
    EXPECT_THAT(complaint("{\n\"sed\": 1}"), StartsWith(path.string() + ":2: "));
    EXPECT_FALSE(loadPlan(folder / "none.json"));
}

TEST_F(PlanFiles, thatCanNotBeWrittenAreAnError) {
    RunPlan plan;
    plan.workloads = defaultWorkloads();
    const auto saved = savePlan(plan, folder / "none/plan.json");
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().kind, ErrorKind::Io);
    const auto empty = savePlan({}, path);
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().kind, ErrorKind::Usage);
    EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace sagebench::ui
