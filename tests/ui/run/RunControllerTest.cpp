// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/RunController.h"

#include <gmock/gmock.h>

#include <QSignalSpy>
#include <QTest>

#include "base/Files.h"
#include "run/RunDocument.h"
#include "run/RunLoader.h"
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

RunPlan smallPlan(const Bench& bench, const std::string& pace) {
    RunPlan plan = bench.plan(pace);
    plan.workloads.resize(1);
    plan.workloads.front().numRequests = 4;
    return plan;
}

TEST(RunController, aSweepIsOneRunAfterAnother) {
    Bench bench;
    QSignalSpy written(&bench.controller, &RunController::resultsWritten);
    QSignalSpy over(&bench.controller, &RunController::campaignFinished);
    std::vector<std::string> stages;
    QObject::connect(&bench.document, &RunDocument::started,
                     [&] { stages.push_back(bench.document.stage()); });
    RunPlan plan = smallPlan(bench, "virtual");
    plan.sweep = SweepSpec{LoadAxis::Concurrency, {1, 2, 4}};
    ASSERT_TRUE(bench.controller.start(plan));
    EXPECT_TRUE(bench.controller.isInCampaign());
    ASSERT_TRUE(bench.waitUntilIdle());
    EXPECT_THAT(stages,
                testing::ElementsAre("point 1 of 3 · concurrency 1", "point 2 of 3 · concurrency 2",
                                     "point 3 of 3 · concurrency 4"));
    EXPECT_EQ(written.count(), 1);
    EXPECT_EQ(over.count(), 1);
    EXPECT_TRUE(bench.has("campaign.json"));
    EXPECT_TRUE(bench.has("REPORT.md"));
    EXPECT_TRUE(bench.has("benchmark_plan.json"));
    EXPECT_TRUE(bench.has("runs/003-concurrency-4/benchmark_summary.json"));
    EXPECT_THAT(bench.document.campaignReport(), HasSubstr("Concurrency"));
    EXPECT_EQ(bench.document.location(), bench.folder.path());
    EXPECT_FALSE(bench.controller.isInCampaign());
    const auto opened = loadRun(bench.folder.path());
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_THAT(opened->campaignReport, HasSubstr("Concurrency"));
    EXPECT_EQ(opened->rows.size(), 4u);  // of the last run
    EXPECT_EQ(opened->origin, bench.folder.path());
}

TEST(RunController, aRepeatRunsThePlanManyTimes) {
    Bench bench;
    std::vector<std::string> stages;
    QObject::connect(&bench.document, &RunDocument::started,
                     [&] { stages.push_back(bench.document.stage()); });
    RunPlan plan = smallPlan(bench, "virtual");
    plan.repeat = 2;
    ASSERT_TRUE(bench.controller.start(plan));
    ASSERT_TRUE(bench.waitUntilIdle());
    EXPECT_THAT(stages, testing::ElementsAre("run 1 of 2", "run 2 of 2"));
    EXPECT_TRUE(bench.has("campaign.json"));
    EXPECT_TRUE(bench.has("runs/002-run-2/benchmark_summary.json"));
    EXPECT_THAT(bench.document.campaignReport(), HasSubstr("Spread between runs"));
}

TEST(RunController, aSearchEndsByItself) {
    Bench bench;
    RunPlan plan = smallPlan(bench, "virtual");
    plan.workloads.front().promptTokens = 10;
    plan.workloads.front().outputTokens = 1;
    plan.workloads.front().numRequests = 400;
    plan.workloads.front().arrival.process = ArrivalProcess::Constant;
    plan.backend.options["slots"] = "8";
    plan.backend.options["ttft_ms"] = "100";
    plan.backend.options["prefill_us_per_token"] = "0";
    plan.slo.limits = {{SloMetric::E2el, std::chrono::milliseconds(150), 99.0}};
    plan.search = SearchSpec{LoadAxis::Rate, 60, {}, 0.1, 1};
    ASSERT_TRUE(bench.controller.start(plan));
    ASSERT_TRUE(bench.waitUntilIdle());
    EXPECT_TRUE(bench.has("campaign.json"));
    EXPECT_THAT(bench.document.campaignReport(), HasSubstr("requests/s"));
}

TEST(RunController, aSweepThatIsStoppedKeepsItsPoints) {
    Bench bench;
    RunPlan plan = smallPlan(bench, "real");
    plan.workloads.front().numRequests = 1000;
    plan.sweep = SweepSpec{LoadAxis::Concurrency, {2, 4}};
    ASSERT_TRUE(bench.controller.start(plan));
    ASSERT_TRUE(QTest::qWaitFor([&] { return bench.document.rows().size() >= 2; }, 30'000));
    bench.controller.stop();
    ASSERT_TRUE(bench.waitUntilIdle());
    EXPECT_TRUE(bench.has("campaign.json"));
    EXPECT_TRUE(bench.has("runs/001-concurrency-2/benchmark_summary.json"));
    EXPECT_FALSE(bench.has("runs/002-concurrency-4"));
}

TEST(RunController, aSweepWithoutAServerFailsWithItsReason) {
    Bench bench;
    RunPlan plan = smallPlan(bench, "virtual");
    plan.backend = {};
    plan.backend.id = "openai";
    plan.backend.baseUrl = "http://127.0.0.1:1";
    plan.sweep = SweepSpec{LoadAxis::Concurrency, {1, 2}};
    ASSERT_TRUE(bench.controller.start(plan));
    ASSERT_TRUE(bench.waitUntilIdle());
    EXPECT_EQ(bench.document.state(), RunState::Failed);
    EXPECT_FALSE(bench.has("campaign.json"));
}

TEST(RunController, closingStopsTheRun) {
    auto bench = std::make_unique<Bench>();
    ASSERT_TRUE(bench->controller.start(bench->plan("real")));
    bench.reset();
}

}  // namespace
}  // namespace sagebench::ui
