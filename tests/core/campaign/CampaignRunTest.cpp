// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignRun.h"

#include <gmock/gmock.h>

#include "campaign/CampaignFile.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

/// A sweep over three loads, with its folder; the runs are made up.
class CampaignRunTest : public testing::Test {
  protected:
    CampaignRunTest() : run(plan(), "sagellm-benchmark run --sweep concurrency=1,2,4") {}

    RunPlan plan() const {
        RunPlan out;
        out.workloads = {{.name = "w", .promptTokens = 8, .outputTokens = 8, .numRequests = 10}};
        out.sweep = SweepSpec{LoadAxis::Concurrency, {1, 2, 4}};
        out.seed = 7;
        out.output.folder = folder.path().string();
        return out;
    }
    RunInfo info() const {
        RunInfo out;
        out.id = "first";
        out.plan = plan();
        return out;
    }
    /// As a driver does for each point that was measured.
    void measure() {
        run.noteStarted(info());
        PointResult result{.number = run.point().number, .load = run.point().load};
        result.end = run.endOf(RunResult{});
        ASSERT_TRUE(run.add(std::move(result)));
    }
    CampaignSummary written() const { return readCampaignFile(folder / kCampaignName).value(); }

    test::TemporaryFolder folder;
    CampaignRun run;
};

TEST_F(CampaignRunTest, GivesEachPointInItsTurnAndWritesAfterEach) {
    ASSERT_TRUE(run.begin());
    std::vector<double> loads;
    while (const CampaignPoint* point = run.next()) {
        loads.push_back(point->load);
        measure();
        EXPECT_EQ(written().points.size(), loads.size());
    }
    EXPECT_EQ(loads, (std::vector<double>{1, 2, 4}));
    EXPECT_EQ(run.pointTimes().size(), 3u);
    ASSERT_TRUE(run.finish());
    EXPECT_FALSE(written().interrupted);
}

TEST_F(CampaignRunTest, NothingFollowsAStopAndWhatIsDoneIsKept) {
    ASSERT_TRUE(run.begin());
    run.next();
    measure();
    run.stop();
    EXPECT_EQ(run.next(), nullptr);
    ASSERT_TRUE(run.finish());
    EXPECT_TRUE(written().interrupted);
    EXPECT_EQ(written().points.size(), 1u);
}

TEST_F(CampaignRunTest, BrokenOffItSaysAtWhichPointAndWhy) {
    ASSERT_TRUE(run.begin());
    run.next();
    measure();
    run.next();
    run.breakOff("the server is gone");
    EXPECT_EQ(run.next(), nullptr);
    EXPECT_EQ(run.summary().failure, "concurrency-2: the server is gone");
}

TEST_F(CampaignRunTest, WhereNothingWasMeasuredTheFolderIsAsItWas) {
    ASSERT_TRUE(run.begin());
    fs::create_directories(folder / run.next()->folder);
    run.breakOff("connection refused");
    ASSERT_TRUE(run.finish());
    EXPECT_FALSE(run.hasBegun());
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST_F(CampaignRunTest, TellsHowAPointEnded) {
    ASSERT_TRUE(run.begin());
    run.next();
    RunResult result;
    EXPECT_EQ(run.endOf(result), PointEnd::Measured);
    result.interrupted = true;
    EXPECT_EQ(run.endOf(result), PointEnd::Interrupted);
    result.failure = Error{ErrorKind::Run, "gone"};
    EXPECT_EQ(run.endOf(result), PointEnd::Failed);
}

}  // namespace
}  // namespace sagebench
