// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Notices.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RunSummary soundRun() {
    RunSummary summary;
    WorkloadMetrics m;
    m.name = "short_input";
    m.totalRequests = m.successfulRequests = 5;
    summary.workloads = {m};
    summary.run.plan.workloads.emplace_back().name = "short_input";
    return summary;
}

TEST(Notices, aSoundRunNeedsNone) {
    EXPECT_THAT(notices(soundRun()), IsEmpty());
}

TEST(Notices, tellThatARunIsNotValidAndWhy) {
    RunSummary summary = soundRun();
    summary.workloads[0].validity = {"client_limited", {"send lag …", "busy …"}};
    EXPECT_THAT(notices(summary),
                ElementsAre("short_input is not valid (client_limited): send lag …; busy …."));
}

TEST(Notices, tellWhatIsNotWhole) {
    RunSummary summary = soundRun();
    summary.incomplete = true;
    summary.workloads[0].interrupted = true;
    summary.run.plan.workloads.emplace_back().name = "long_input";
    summary.run.plan.workloads.emplace_back().name = "stress_test";
    EXPECT_THAT(notices(summary),
                ElementsAre(HasSubstr("Incomplete: the run did not end"),
                            "Interrupted: short_input was stopped early, after 5 requests.",
                            "Not measured, though planned: long_input, stress_test."));
}

TEST(Notices, tellWhatTheEndOfTheLoadCancelled) {
    RunSummary summary = soundRun();
    summary.workloads[0].cancelledRequests = 19;
    EXPECT_THAT(notices(summary),
                ElementsAre("short_input: 19 requests were cancelled at the end of the load; they "
                            "are in no latency, so latencies look better than they are."));
    summary.workloads[0].interrupted = true;
    EXPECT_THAT(notices(summary), ElementsAre(HasSubstr("Interrupted")));
}

TEST(Notices, tellThatNothingSucceeded) {
    RunSummary summary = soundRun();
    summary.workloads[0].successfulRequests = 0;
    EXPECT_THAT(notices(summary), ElementsAre(HasSubstr("short_input: no request succeeded")));
}

TEST(Notices, tellWhatTheEngineIsNot) {
    RunSummary summary = soundRun();
    summary.run.engine.simulated = true;
    summary.run.engine.tlsVerified = false;
    EXPECT_THAT(notices(summary),
                ElementsAre(HasSubstr("Simulated engine"), HasSubstr("not verified")));
}

TEST(Notices, tellThatAModelWasNotTrained) {
    RunSummary summary = soundRun();
    summary.run.engine.syntheticWeights = true;
    EXPECT_THAT(notices(summary), ElementsAre(HasSubstr("Synthetic model")));
}

}  // namespace
}  // namespace sagebench
