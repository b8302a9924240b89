// SPDX-License-Identifier: GPL-3.0-or-later
#include "ExitCode.h"

#include <gtest/gtest.h>

namespace sagebench::app {
namespace {

TEST(ExitCode, PrecedenceIs130Over2Over1Over3Over0) {
    const ExitCode order[] = {ExitCode::Done, ExitCode::Missed, ExitCode::Failed,
                              ExitCode::BadUsage, ExitCode::Interrupted};
    for (std::size_t i = 0; i < std::size(order); ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            EXPECT_EQ(moreSevere(order[i], order[j]), order[i]);
            EXPECT_EQ(moreSevere(order[j], order[i]), order[i]);
        }
    }
}

TEST(ExitCode, OfErrors) {
    EXPECT_EQ(exitCodeOf(ErrorKind::Usage), ExitCode::BadUsage);
    EXPECT_EQ(exitCodeOf(ErrorKind::Input), ExitCode::BadUsage);
    EXPECT_EQ(exitCodeOf(ErrorKind::Unavailable), ExitCode::Failed);
    EXPECT_EQ(exitCodeOf(ErrorKind::Run), ExitCode::Failed);
    EXPECT_EQ(exitCodeOf(ErrorKind::Io), ExitCode::Failed);
    EXPECT_EQ(exitCodeOf(ErrorKind::Cancelled), ExitCode::Interrupted);
}

RunResult resultWithSuccesses(std::initializer_list<std::uint64_t> successes) {
    RunResult result;
    for (const std::uint64_t count : successes) {
        auto workload = std::make_shared<WorkloadResult>();
        workload->metrics.successfulRequests = count;
        result.workloads.push_back(workload);
    }
    return result;
}

TEST(ExitCode, OfRunsThatCameToTheirEnd) {
    EXPECT_EQ(exitCodeOf(resultWithSuccesses({5, 1})), ExitCode::Done);
    EXPECT_EQ(exitCodeOf(resultWithSuccesses({5, 0})), ExitCode::Failed);
    RunResult interrupted = resultWithSuccesses({5, 0});
    interrupted.interrupted = true;
    EXPECT_EQ(exitCodeOf(interrupted), ExitCode::Interrupted);
}

}  // namespace
}  // namespace sagebench::app
