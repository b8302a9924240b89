// SPDX-License-Identifier: GPL-3.0-or-later
#include "CampaignSession.h"

#include <gmock/gmock.h>

#include <fstream>

#include "support/TemporaryFolder.h"

namespace sagebench::app {
namespace {

namespace fs = std::filesystem;

PreparedRun sweepIn(const fs::path& folder) {
    PreparedRun prepared;
    prepared.plan.workloads = {
        {.name = "w", .promptTokens = 8, .outputTokens = 1, .numRequests = 10}};
    prepared.plan.sweep = SweepSpec{LoadAxis::Concurrency, {1, 2}};
    prepared.plan.seed = 7;
    prepared.plan.output.folder = folder.string();
    return prepared;
}

OutputMode quiet() {
    OutputMode mode;
    mode.quiet = true;
    return mode;
}

TEST(CampaignSession, AStopWhileNoRunGoesOnIsAnInterruption) {
    const test::TemporaryFolder folder;
    std::optional<ExitCode> end;
    CampaignSession session(sweepIn(folder.path()), quiet(), [&](ExitCode code) { end = code; });
    session.stop();
    session.start();
    EXPECT_EQ(end, ExitCode::Interrupted);
    EXPECT_FALSE(fs::exists(folder / "runs"));
}

}  // namespace
}  // namespace sagebench::app
