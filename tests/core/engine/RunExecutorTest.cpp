// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/RunExecutor.h"

#include <gmock/gmock.h>

#include "base/Files.h"
#include "record/Journal.h"
#include "record/ResultsFolder.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using test::TemporaryFolder;

/// Keeps what it is told; can ask for a stop when a number of requests is done.
class Told final : public RunObserver {
  public:
    void started(const RunInfo& info) override { run = info; }
    void snapshot(std::shared_ptr<const RunSnapshot> snapshot) override {
        phases.push_back(snapshot->phase);
        if (stopAfter > 0 && snapshot->phase == RunPhase::Running &&
            snapshot->done() >= stopAfter) {
            stop.request_stop();
        }
    }
    void workloadFinished(std::shared_ptr<const WorkloadResult> result) override {
        finished.push_back(result);
    }

    std::optional<RunInfo> run;
    std::vector<RunPhase> phases;
    std::vector<std::shared_ptr<const WorkloadResult>> finished;
    std::uint64_t stopAfter = 0;
    std::stop_source stop;
};

class RunExecutorTest : public testing::Test {
  protected:
    RunPlan planOf(std::vector<WorkloadSpec> workloads, std::string pace = "virtual") {
        RunPlan plan;
        plan.workloads = std::move(workloads);
        plan.seed = 7;
        plan.backend.options = {{"pace", std::move(pace)}};
        plan.output.folder = folder.path().string();
        return plan;
    }
    Result<RunResult> run(const RunPlan& plan) {
        return RunExecutor(plan, Secret(), "repeat me", told).run(told.stop.get_token());
    }

    TemporaryFolder folder;
    Told told;
};

const WorkloadSpec kSmall{"small", "", 32, 4, 6, 2, 3, false};

TEST_F(RunExecutorTest, measuresWarmsUpAndKeepsEveryRecord) {
    const auto result = run(planOf({kSmall}));
    ASSERT_TRUE(result) << result.error().message;
    ASSERT_EQ(result->workloads.size(), 1u);
    const WorkloadResult& workload = *result->workloads[0];
    EXPECT_EQ(workload.records.size(), 6u + 3u);
    EXPECT_EQ(workload.metrics.successfulRequests, 6u);
    EXPECT_EQ(workload.records[0].phase, Phase::Warmup);
    // 10 ms + 32 × 20 µs, then 3 × 5 ms; the warm-up's prompts are others, so nothing is cached.
    EXPECT_NEAR(*workload.metrics.ttft.avg, 10.64, 1e-9);
    EXPECT_NEAR(*workload.metrics.e2el.max, 25.64, 1e-9);
    EXPECT_EQ(workload.metrics.engine.prefixHitRate, 0.0);
    EXPECT_FALSE(result->interrupted);
    EXPECT_THAT(told.phases,
                testing::IsSupersetOf({RunPhase::Connecting, RunPhase::Preparing, RunPhase::Warmup,
                                       RunPhase::Running, RunPhase::Finishing}));
}

TEST_F(RunExecutorTest, theJournalHoldsWhatWasMeasured) {
    const auto result = run(planOf({kSmall}));
    ASSERT_TRUE(result);
    const auto source = JournalSource::open(journalPath(folder.path(), "small"));
    ASSERT_TRUE(source);
    EXPECT_FALSE(source->incomplete());
    std::vector<RequestRecord> read;
    ASSERT_TRUE(source->forEach([&](const RequestRecord& record) { read.push_back(record); }));
    EXPECT_THAT(read, testing::UnorderedElementsAreArray(result->workloads[0]->records));
    EXPECT_TRUE(fs::exists(telemetryPath(folder.path())));
}

TEST_F(RunExecutorTest, isTheSameTwiceForASeed) {
    const auto first = run(planOf({kSmall, {"burst", "", 64, 8, 20, std::nullopt, 0, false}}));
    const std::string journal = readFile(journalPath(folder.path(), "burst")).value();
    const std::string telemetry = readFile(telemetryPath(folder.path())).value();
    const auto second = run(planOf({kSmall, {"burst", "", 64, 8, 20, std::nullopt, 0, false}}));
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->workloads[1]->records, second->workloads[1]->records);
    EXPECT_EQ(journal, readFile(journalPath(folder.path(), "burst")).value());
    EXPECT_EQ(telemetry, readFile(telemetryPath(folder.path())).value());
    EXPECT_EQ(first->run.id, second->run.id);
}

TEST_F(RunExecutorTest, tellsTheSteadyClockAtItsTimeZeroUnlessTimeIsVirtual) {
    const auto before = std::chrono::steady_clock::now().time_since_epoch();
    const auto real = run(planOf({kSmall}, "real"));
    const auto after = std::chrono::steady_clock::now().time_since_epoch();
    ASSERT_TRUE(real && real->run.t0SteadyNanos);
    EXPECT_GE(Nanos(*real->run.t0SteadyNanos), before);
    EXPECT_LE(Nanos(*real->run.t0SteadyNanos), after);
    EXPECT_EQ(run(planOf({kSmall}))->run.t0SteadyNanos, std::nullopt);
}

TEST_F(RunExecutorTest, drawsAndRecordsASeedWhenThereIsNone) {
    RunPlan plan = planOf({kSmall});
    plan.seed.reset();
    const auto result = run(plan);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->run.plan.seed, result->run.seed);
    EXPECT_LT(result->run.seed, 1ULL << 53);
}

TEST_F(RunExecutorTest, stopKeepsWhatWasMeasuredAndSaysSo) {
    told.stopAfter = 3;
    const auto result = run(planOf({{"long", "", 16, 4, 100'000, 1, 0, false}, kSmall}, "real"));
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->interrupted);
    ASSERT_EQ(result->workloads.size(), 1u) << "the second workload was not begun";
    const WorkloadMetrics& metrics = result->workloads[0]->metrics;
    EXPECT_TRUE(metrics.interrupted);
    EXPECT_GE(metrics.successfulRequests, 3u);
    EXPECT_EQ(metrics.cancelledRequests, 1u);
    EXPECT_EQ(metrics.failedRequests, 0u);
}

TEST_F(RunExecutorTest, aCheckThatFailsLeavesNoFiles) {
    RunPlan plan = planOf({kSmall});
    plan.backend.options = {{"slotz", "4"}};
    const auto result = run(plan);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Usage);
    EXPECT_THAT(result.error().message, testing::HasSubstr("slotz"));
    EXPECT_TRUE(fs::is_empty(folder.path()));
    EXPECT_FALSE(told.run);
}

TEST_F(RunExecutorTest, oneWorkloadsFailuresDontStopTheNext) {
    RunPlan plan = planOf({kSmall, {"other", "", 16, 2, 2, 1, 0, false}});
    plan.backend.options["fail_rate"] = "1";
    plan.backend.options["fail_kind"] = "refused";
    const auto result = run(plan);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->workloads.size(), 2u);
    EXPECT_EQ(result->workloads[0]->metrics.failedRequests, 6u);
    EXPECT_EQ(result->workloads[1]->metrics.errorsByCategory.at("connect"), 2u);
}

TEST_F(RunExecutorTest, aLaterWorkloadThatCantBeRunLeavesTheEarlierOnesResults) {
    fs::create_directory(folder / "other_requests.jsonl.part");
    const auto result = run(planOf({kSmall, {"other", "", 16, 2, 2, 1, 0, false}}));
    ASSERT_TRUE(result);
    ASSERT_EQ(result->workloads.size(), 1u);
    EXPECT_EQ(result->workloads[0]->spec.name, "small");
    ASSERT_TRUE(result->failure);
    EXPECT_THAT(result->failure->message, testing::HasSubstr("other_requests.jsonl.part"));
}

TEST_F(RunExecutorTest, earlierResultsAreMovedAside) {
    ASSERT_TRUE(
        writeFileAtomically(folder / "benchmark_summary.json", R"({"run": {"id": "old"}})"));
    ASSERT_TRUE(run(planOf({kSmall})));
    EXPECT_TRUE(fs::exists(folder / "previous/old/benchmark_summary.json"));
}

}  // namespace
}  // namespace sagebench
