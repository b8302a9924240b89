// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/RunController.h"

#include <gmock/gmock.h>

#include <QSignalSpy>
#include <QTest>

#include "base/Files.h"
#include "run/RunDocument.h"
#include "support/TemporaryFolder.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

using sagebench::test::TemporaryFolder;
using testing::HasSubstr;

struct Bench {
    TemporaryFolder folder;
    RunDocument document;
    RunController controller{document};

    RunPlan plan(const std::string& pace) const {
        RunPlan plan;
        plan.workloads = defaultWorkloads();
        plan.backend.options = {{"pace", pace}};
        plan.output.folder = folder.path().string();
        return plan;
    }
    bool waitUntilIdle() const {
        return QTest::qWaitFor([this] { return !controller.isBusy(); }, 30'000);
    }
    bool has(const char* name) const { return std::filesystem::exists(folder.path() / name); }
};

TEST(RunController, runsAPlanAndWritesItsResults) {
    Bench bench;
    QSignalSpy written(&bench.controller, &RunController::resultsWritten);
    ASSERT_TRUE(bench.controller.start(bench.plan("virtual")));
    ASSERT_TRUE(bench.waitUntilIdle());
    EXPECT_TRUE(QTest::qWaitFor([&] { return bench.document.state() == RunState::Done; }));
    EXPECT_EQ(bench.document.summary().workloads.size(), defaultWorkloads().size());
    EXPECT_EQ(written.count(), 1);
    EXPECT_TRUE(bench.has("benchmark_summary.json"));
    EXPECT_TRUE(bench.has("REPORT.md"));
    EXPECT_TRUE(bench.has("benchmark_plan.json"));
    EXPECT_FALSE(bench.has("benchmark_summary.json.part"));
}

TEST(RunController, aStoppedRunKeepsWhatWasMeasured) {
    Bench bench;
    RunPlan plan = bench.plan("real");
    plan.workloads.front().numRequests = 1000;
    ASSERT_TRUE(bench.controller.start(plan));
    ASSERT_TRUE(QTest::qWaitFor([&] { return bench.document.rows().size() >= 2; }, 30'000));
    bench.controller.stop();
    EXPECT_EQ(bench.document.state(), RunState::Stopping);
    ASSERT_TRUE(bench.waitUntilIdle());
    EXPECT_TRUE(QTest::qWaitFor([&] { return bench.document.state() == RunState::Stopped; }));
    EXPECT_TRUE(bench.has("benchmark_summary.json"));
    EXPECT_GE(bench.document.summary().workloads.front().successfulRequests, 2u);
}

TEST(RunController, aPlanThatCanNotRunChangesNothing) {
    Bench bench;
    RunPlan plan = bench.plan("virtual");
    plan.backend.options["pace"] = "sideways";
    const auto started = bench.controller.start(plan);
    ASSERT_FALSE(started);
    EXPECT_THAT(started.error().message, HasSubstr("pace"));
    EXPECT_EQ(bench.document.state(), RunState::Empty);
    EXPECT_FALSE(bench.controller.isBusy());
}

TEST(RunController, aServerThatIsNotThereIsAFailureWithItsReason) {
    Bench bench;
    RunPlan plan = bench.plan("virtual");
    plan.backend = {};
    plan.backend.id = "openai";
    plan.backend.baseUrl = "http://127.0.0.1:1";
    ASSERT_TRUE(bench.controller.start(plan));
    ASSERT_TRUE(bench.waitUntilIdle());
    EXPECT_EQ(bench.document.state(), RunState::Failed);
    EXPECT_THAT(bench.document.failure()->message, HasSubstr("127.0.0.1"));
    EXPECT_FALSE(bench.has("benchmark_summary.json"));
}

TEST(RunController, closingStopsTheRun) {
    auto bench = std::make_unique<Bench>();
    ASSERT_TRUE(bench->controller.start(bench->plan("real")));
    bench.reset();
}

}  // namespace
}  // namespace sagebench::ui
