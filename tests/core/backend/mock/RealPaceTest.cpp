// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <thread>

#include "ClosedLoop.h"

namespace sagebench {
namespace {

using test::ClosedLoop;
using test::openMock;
using test::promptOf;

constexpr std::size_t kRequests = 30;

const std::map<std::string, std::string> kFast = {
    {"ttft_ms", "1"}, {"tbt_ms", "0.2"}, {"jitter", "0.5"}, {"slots", "4"}};

void runThirty(ClosedLoop& loop) {
    for (std::uint64_t i = 0; i < kRequests; ++i) {
        loop.add(i, promptOf(static_cast<int>(i), 50), 10);
    }
    loop.run(6);
}

/// Stamps of `real` may come later than those of the simulation, never before.
void expectNeverEarly(const RequestRecord& real, const RequestRecord& simulated, Nanos start) {
    ASSERT_EQ(real.chunks.size(), simulated.chunks.size());
    for (std::size_t i = 0; i < real.chunks.size(); ++i) {
        EXPECT_GE(real.chunks[i].at, start + simulated.chunks[i].at) << i;
        EXPECT_EQ(real.chunks[i].tokens, simulated.chunks[i].tokens) << i;
    }
    EXPECT_GE(*real.finished, real.chunks.back().at);
    EXPECT_GE(*real.sent, *real.scheduled);
    EXPECT_LE(*real.sent, *real.firstToken);
}

TEST(RealPace, isTheVirtualRunInItsTime) {
    const auto virtualSession = openMock(test::virtually(kFast), 3).value();
    ClosedLoop simulated(*virtualSession);
    runThirty(simulated);
    const auto session = openMock(kFast, 3).value();
    ClosedLoop real(*session);
    runThirty(real);
    EXPECT_EQ(session->endWindow().lateArrivals, 0);
    const Nanos start = *real.record(0).scheduled;
    for (std::size_t i = 0; i < kRequests; ++i) {
        EXPECT_EQ(real.freedAt(i), start + simulated.freedAt(i)) << i;
        expectNeverEarly(real.record(i), simulated.record(i), start);
    }
}

TEST(RealPace, theSlotBecameFreeAtTheSimulationsTime) {
    const auto session = openMock({{"ttft_ms", "1"}, {"tbt_ms", "0.2"}}).value();
    ClosedLoop loop(*session);
    ActiveRequest& request = loop.add(0, promptOf(0, 50), 11);
    loop.run(1);
    EXPECT_EQ(*request.freedAt - *request.record.scheduled, Nanos(4'000'000));  // 1 + 1 + 10 × 0.2
    EXPECT_GE(*request.record.finished, *request.freedAt);
}

TEST(RealPace, comesBackAtTheDeadlineWithoutEvents) {
    const auto session = openMock({}).value();
    ClosedLoop loop(*session);
    const Nanos deadline = session->clock().now() + std::chrono::milliseconds(2);
    loop.driver().runUntil(deadline);
    EXPECT_GE(session->clock().now(), deadline);
}

TEST(RealPace, countsTheTimeItWatchesTheClockAndNoMore) {
    const auto session = openMock({{"ttft_ms", "0"}, {"tbt_ms", "0.02"}}).value();
    ClosedLoop loop(*session);
    loop.add(0, promptOf(0, 1), 500);
    const Nanos start = session->clock().now();
    loop.run(1);
    EXPECT_GT(loop.driver().watchedTime(), Nanos(0));
    EXPECT_LT(loop.driver().watchedTime(), session->clock().now() - start);
    EXPECT_GE(loop.driver().loopLag()->read().total(), 500u) << "of each event, how late it was";
}

TEST(RealPace, aDeadlineOfLongAgoIsNoLateEvent) {
    const auto session = openMock({}).value();
    ClosedLoop loop(*session);
    loop.driver().runUntil(Nanos::zero());
    loop.driver().runUntil(session->clock().now());
    EXPECT_EQ(loop.driver().loopLag()->read().total(), 0u);
}

TEST(RealPace, wakeEndsAWaitWithoutEnd) {
    const auto session = openMock({}).value();
    ClosedLoop loop(*session);
    for (int i = 0; i < 20; ++i) {
        std::jthread other([&] { loop.driver().wake(); });
        loop.driver().runUntil(kNever);  // else the test never ends
    }
}

TEST(RealPace, wakeEndsAWaitForAnEvent) {
    const auto session = openMock({{"ttft_ms", "3600000"}}).value();
    ClosedLoop loop(*session);
    ActiveRequest& request = loop.add(0, promptOf(0, 50), 1);
    loop.submit(request, session->clock().now());
    loop.driver().runUntil(session->clock().now());  // it arrives
    std::jthread other([&] { loop.driver().wake(); });
    loop.driver().runUntil(kNever);
    loop.driver().cancel(request, Outcome::Cancelled, ErrorCategory::Cancelled, "stopped");
    EXPECT_EQ(request.record.outcome, Outcome::Cancelled);
    EXPECT_GE(session->clock().now(), *request.record.finished);
}

}  // namespace
}  // namespace sagebench
