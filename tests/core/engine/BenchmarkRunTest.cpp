// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/BenchmarkRun.h"

#include <gmock/gmock.h>

#include <QCoreApplication>
#include <QTimer>
#include <optional>

#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using test::TemporaryFolder;

RunPlan planIn(const TemporaryFolder& folder, WorkloadSpec workload, std::string pace) {
    RunPlan plan;
    plan.workloads = {std::move(workload)};
    plan.seed = 7;
    plan.backend.options = {{"pace", std::move(pace)}, {"tbt_ms", "1"}};
    plan.output.folder = folder.path().string();
    return plan;
}

/// Receives on the test's thread, as a window would.
class Receiver : public QObject {
  public:
    explicit Receiver(BenchmarkRun& run, bool acknowledges = true) {
        connect(&run, &BenchmarkRun::started, this,
                [this](const RunInfo&) { order += "started "; });
        connect(&run, &BenchmarkRun::snapshotReady, this,
                [this, &run, acknowledges](SnapshotPtr snapshot) {
                    ++snapshots;
                    for (const RequestBrief& request : snapshot->finished) {
                        seen += request.phase == Phase::Measured;
                    }
                    if (stopAtDone > 0 && snapshot->done() >= stopAtDone) {
                        run.stop();
                    }
                    if (acknowledges) {
                        run.acknowledgeSnapshot();
                    }
                });
        connect(&run, &BenchmarkRun::workloadFinished, this,
                [this](WorkloadResultPtr) { order += "workload "; });
        connect(&run, &BenchmarkRun::finished, this, [this](const RunResult& r) {
            order += "finished";
            result = r;
            QCoreApplication::quit();
        });
        connect(&run, &BenchmarkRun::failed, this, [this](const Error& e) {
            order += "failed";
            error = e;
            QCoreApplication::quit();
        });
    }

    std::string order;
    int snapshots = 0;
    std::uint64_t seen = 0;
    std::uint64_t stopAtDone = 0;
    std::optional<RunResult> result;
    std::optional<Error> error;
};

class BenchmarkRunTest : public testing::Test {
  protected:
    void execute(BenchmarkRun& run) {
        QTimer::singleShot(std::chrono::seconds(60), &app_, [] { QCoreApplication::exit(1); });
        run.start();
        EXPECT_EQ(QCoreApplication::exec(), 0) << "the run did not end";
    }
    TemporaryFolder folder;

  private:
    int argc_ = 0;
    QCoreApplication app_{argc_, nullptr};
};

TEST_F(BenchmarkRunTest, tellsFactsInOrder) {
    BenchmarkRun run(planIn(folder, {"w", "", 16, 4, 50, 4, 2, false}, "real"), Secret(), "");
    Receiver receiver(run);
    execute(run);
    EXPECT_EQ(receiver.order, "started workload finished");
    EXPECT_GT(receiver.snapshots, 3);
    EXPECT_EQ(receiver.seen, 50u) << "every finished request is told once";
    EXPECT_EQ(receiver.result->workloads.at(0)->metrics.successfulRequests, 50u);
}

TEST_F(BenchmarkRunTest, aSlowReceiverHasOneSnapshotWaitingAndLosesNothing) {
    BenchmarkRun run(planIn(folder, {"w", "", 16, 4, 50, 1, 0, false}, "real"), Secret(), "");
    Receiver receiver(run, false);
    execute(run);
    EXPECT_LE(receiver.snapshots, 3) << "the first, the one before the workload's end, the last";
    EXPECT_EQ(receiver.seen, 50u);
}

TEST_F(BenchmarkRunTest, stopEndsWithWhatWasMeasured) {
    BenchmarkRun run(planIn(folder, {"w", "", 16, 4, 1'000'000, 1, 0, false}, "real"), Secret(),
                     "");
    Receiver receiver(run);
    receiver.stopAtDone = 5;
    execute(run);
    EXPECT_EQ(receiver.order, "started workload finished");
    EXPECT_TRUE(receiver.result->interrupted);
    EXPECT_GE(receiver.result->workloads.at(0)->metrics.successfulRequests, 5u);
}

TEST_F(BenchmarkRunTest, aCheckThatFailsIsTold) {
    RunPlan plan = planIn(folder, {"w", "", 16, 4, 1, 1, 0, false}, "real");
    plan.backend.id = "no-such-engine";
    BenchmarkRun run(plan, Secret(), "");
    Receiver receiver(run);
    execute(run);
    EXPECT_EQ(receiver.order, "failed");
    EXPECT_THAT(receiver.error->message, testing::HasSubstr("no-such-engine"));
}

TEST_F(BenchmarkRunTest, goingAwayStopsTheRun) {
    auto run = std::make_unique<BenchmarkRun>(
        planIn(folder, {"w", "", 16, 4, 1'000'000, 1, 0, false}, "real"), Secret(), "");
    run->start();
    run.reset();
    SUCCEED();
}

}  // namespace
}  // namespace sagebench
