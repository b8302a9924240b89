// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/EarlyStop.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using std::chrono::seconds;

RunPlan planOf(ArrivalProcess arrival) {
    RunPlan plan;
    plan.workloads = {{.name = "w", .promptTokens = 8, .outputTokens = 1, .numRequests = 100}};
    plan.workloads[0].arrival.process = arrival;
    plan.slo.limits = {{SloMetric::Ttft, seconds(1), std::nullopt}};
    return plan;
}

/// Five requests a second, each of which is answered after `stay` where the engine has a place for
/// it; with `keptBack` of five it never has. Seconds at which it is stopped; 0: never.
int stoppedAt(const RunPlan& plan, int stay, int keptBack, int length, Nanos real) {
    EarlyStop stop(plan);
    for (int tenth = 1; tenth <= length * 10; ++tenth) {
        RunSnapshot s;
        s.phase = RunPhase::Running;
        s.elapsed = std::chrono::milliseconds(tenth * 100);
        s.sent = static_cast<std::uint64_t>(tenth / 2);
        const int endedBefore = std::max(0, tenth - stay * 10) / 2;
        s.inFlight = s.sent - static_cast<std::uint64_t>(endedBefore * (5 - keptBack) / 5);
        if (tenth % 2 == 0 && tenth > stay * 10) {
            RequestBrief request;
            request.index = static_cast<std::uint64_t>((tenth - stay * 10) / 2 - 1);
            request.scheduled = Nanos(seconds(100));
            request.finished = Nanos(seconds(100 + stay));
            s.finished = {request};
        }
        if (stop.isDue(s, real)) {
            return tenth / 10;
        }
    }
    return 0;
}

constexpr Nanos kLong = std::chrono::hours(1);

TEST(EarlyStop, RequestsThatTakeHalfAMinuteFillTheEngineForHalfAMinute) {
    EXPECT_EQ(stoppedAt(planOf(ArrivalProcess::Constant), 30, 0, 400, kLong), 0);
}

TEST(EarlyStop, AQueueThatGrowsIsStoppedOnce) {
    const int at = stoppedAt(planOf(ArrivalProcess::Constant), 1, 3, 60, kLong);
    EXPECT_GE(at, 10);
    EXPECT_LE(at, 15);
}

TEST(EarlyStop, NotBeforeTenSecondsOfTheRealClock) {
    EXPECT_EQ(stoppedAt(planOf(ArrivalProcess::Constant), 1, 3, 60, seconds(10)), 0);
}

TEST(EarlyStop, OnlyAnEvenRateThatHasAnSloToMiss) {
    EXPECT_TRUE(mayStopEarly(planOf(ArrivalProcess::Poisson)));
    EXPECT_TRUE(mayStopEarly(planOf(ArrivalProcess::Gamma)));
    EXPECT_FALSE(mayStopEarly(planOf(ArrivalProcess::Closed)));
    EXPECT_FALSE(mayStopEarly(planOf(ArrivalProcess::Trace)));
    RunPlan ramp = planOf(ArrivalProcess::Poisson);
    ramp.workloads[0].arrival.ramp = {LoadRamp::Kind::Linear, {1, 8}, seconds(10)};
    EXPECT_FALSE(mayStopEarly(ramp));
    RunPlan free = planOf(ArrivalProcess::Poisson);
    free.slo.limits.clear();
    EXPECT_FALSE(mayStopEarly(free));
    RunPlan two = planOf(ArrivalProcess::Poisson);
    two.workloads.push_back(two.workloads[0]);
    EXPECT_FALSE(mayStopEarly(two));
}

}  // namespace
}  // namespace sagebench
