// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CalibrationExecutor.h"

#include <gmock/gmock.h>

#include "base/AllowedCores.h"

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// What it was told.
struct CalibrationNotes final : CalibrationObserver {
    void stepBegan(const CalibrationStep& step, const CampaignProgress&) override {
        began.push_back(step.load);
        cores.push_back(allowedCores());
    }
    void snapshot(std::shared_ptr<const RunSnapshot>) override {}
    void stepDone(const CalibrationStepResult& result) override { done.push_back(result.label); }

    std::vector<std::string> began, done;
    std::vector<std::set<int>> cores;  ///< that each step's client may use
};

WorkloadSpec shortStreams(std::string name, int requests) {
    WorkloadSpec spec = burstOf(requests, 2);
    spec.name = std::move(name);
    spec.concurrency = 16;
    return spec;
}

TEST(CalibrationExecutor, measuresEachWorkloadForItself) {
    CalibrationSpec spec;
    spec.pace = {.firstToken = std::chrono::milliseconds(2), .gap = std::chrono::milliseconds(1)};
    spec.workloads = {shortStreams("one", 120), shortStreams("other", 20)};
    CalibrationNotes notes;
    const CalibrationOutcome outcome = runCalibration(spec, SAGEBENCH_BINARY, {}, notes, {});
    ASSERT_FALSE(outcome.failure) << outcome.failure->message;
    EXPECT_TRUE(outcome.isWhole());
    EXPECT_EQ(notes.began.size(), 1u);
    EXPECT_THAT(notes.done, ElementsAre("one", "other"));
    ASSERT_EQ(outcome.steps.size(), 2u);
    EXPECT_EQ(outcome.steps[0].point.matched, 120u);
    EXPECT_EQ(outcome.steps[0].point.strain.peakInFlight, 16u);
    EXPECT_EQ(outcome.steps[1].point.matched, 20u);
    EXPECT_EQ(outcome.steps[1].point.errors.itl->count, 20u);
}

TEST(CalibrationExecutor, keepsOffTheServersCoreWhileItRuns) {
    const std::set<int> before = allowedCores();
    if (before.size() < 2) {
        GTEST_SKIP() << "needs two cores, and a system that can keep threads off one";
    }
    CalibrationSpec spec;
    spec.workloads = {shortStreams("one", 1)};
    CalibrationNotes notes;
    EXPECT_TRUE(runCalibration(spec, SAGEBENCH_BINARY, {}, notes, {}).isWhole());
    EXPECT_THAT(notes.cores, ElementsAre(std::set<int>(std::next(before.begin()), before.end())));
    EXPECT_EQ(allowedCores(), before);
}

TEST(CalibrationExecutor, saysWhatItCouldNotStart) {
    const std::set<int> before = allowedCores();
    CalibrationNotes notes;
    const CalibrationOutcome outcome = runCalibration({}, "/no/such/program", {}, notes, {});
    ASSERT_TRUE(outcome.failure);
    EXPECT_THAT(outcome.failure->message, HasSubstr("/no/such/program"));
    EXPECT_FALSE(outcome.isWhole());
    EXPECT_TRUE(notes.done.empty());
    EXPECT_EQ(allowedCores(), before);
}

}  // namespace
}  // namespace sagebench
