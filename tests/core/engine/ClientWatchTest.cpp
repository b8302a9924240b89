// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ClientWatch.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Optional;

LatencyHistogram histogram(std::initializer_list<Nanos> delays) {
    LatencyHistogram out;
    for (const Nanos delay : delays) {
        out.add(delay);
    }
    return out;
}

WorkerReading worker(Nanos at, Nanos cpu, Nanos runDelay, std::uint64_t switches) {
    return {.at = at,
            .usage = {.cpu = cpu,
                      .runDelay = runDelay,
                      .voluntarySwitches = 10 * switches,
                      .involuntarySwitches = switches}};
}

TEST(ClientReading, figuresAreOfTheTimeBetweenTwoReadings) {
    const ClientReading from{.at = 1s,
                             .workers = {worker(1s, 2s, 100ms, 5), worker(1s, 1s, 0ms, 7)},
                             .cpu = CpuTimes{.used = 10s, .unused = 30s, .own = 3s},
                             .stopped = 20ms};
    const ClientReading to{.at = 3s,
                           .workers = {worker(3s, 3s, 140ms, 9), worker(3s, 1500ms, 60ms, 10)},
                           .cpu = CpuTimes{.used = 13s, .unused = 31s, .own = 5s},
                           .stopped = 120ms};
    const ClientFigures figures = figuresBetween(from, to);
    EXPECT_EQ(figures.workerBusyFraction, 0.5) << "of the busier one: 1 s of 2 s";
    EXPECT_EQ(figures.runDelayFraction, 0.03) << "of the one that waited more: 60 ms of 2 s";
    EXPECT_EQ(figures.involuntarySwitches, 7);
    EXPECT_EQ(figures.voluntarySwitches, 70);
    EXPECT_EQ(figures.ownCpuFraction, 0.5) << "2 s of 4 s on two cores";
    EXPECT_EQ(figures.otherCpuFraction, 0.25);
    EXPECT_EQ(figures.stoppedMs, 100);
    EXPECT_EQ(figures.watchedMs, 2000);
}

TEST(ClientReading, waitingAwakeIsNotBusy) {
    ClientReading from{.at = 0s, .workers = {worker(0s, 0s, 0s, 0)}};
    ClientReading to{.at = 1s, .workers = {worker(1s, 900ms, 0s, 0)}};
    to.workers[0].watched = 700ms;
    EXPECT_THAT(figuresBetween(from, to).workerBusyFraction, Optional(DoubleNear(0.2, 1e-9)));
}

TEST(ClientReading, aWorkerThatHasEndedIsJudgedByItsOwnTime) {
    const ClientReading from{.at = 0s, .workers = {worker(0s, 0s, 0s, 0)}};
    const ClientReading to{.at = 10s, .workers = {worker(1s, 950ms, 0s, 0)}};
    EXPECT_EQ(figuresBetween(from, to).workerBusyFraction, 0.95);
}

TEST(ClientReading, delaysOfAllWorkersAreOneDistribution) {
    ClientReading from{.at = 0s, .workers = {worker(0s, 0s, 0s, 0), worker(0s, 0s, 0s, 0)}};
    ClientReading to{.at = 1s, .workers = {worker(1s, 0s, 0s, 0), worker(1s, 0s, 0s, 0)}};
    from.workers[0].loopLag = histogram({900ms});
    to.workers[0].loopLag = histogram({900ms, 10us});
    to.workers[1].loopLag = histogram({20us, 30us});
    to.workers[1].readBacklog = histogram({5us});
    const ClientFigures figures = figuresBetween(from, to);
    EXPECT_THAT(figures.loopLagMaxMs, Optional(DoubleNear(0.0305, 1e-9)));
    EXPECT_THAT(figures.readBacklogP99Ms, Optional(DoubleNear(0.0055, 1e-9)));
    EXPECT_EQ(figures.latenessP99Ms, std::nullopt);
}

TEST(ClientReading, aProcessIsDeniedWhatItsThreadsWaitedForACore) {
    const ClientReading from{.at = 0s,
                             .cpu = CpuTimes{.used = 0s, .unused = 0s, .own = 0s},
                             .runDelays = {{1, 5s}, {2, 0s}, {3, 9s}}};
    const ClientReading to{.at = 10s,
                           .cpu = CpuTimes{.used = 20s, .unused = 0s, .own = 15s},
                           .runDelays = {{1, 8s}, {2, 2s}, {4, 7s}}};
    EXPECT_EQ(figuresBetween(from, to).deniedCpuFraction, 0.25)
        << "5 s of 20 s; 3 and 4 came or went";
}

TEST(ClientReading, lessThanTenTicksTellNothingOfTheMachine) {
    const ClientReading from{.at = 0s, .cpu = CpuTimes{.used = 0s, .unused = 0s, .own = 0s}};
    ClientReading to{.at = 99ms, .cpu = CpuTimes{.used = 50ms, .unused = 50ms, .own = 0s}};
    EXPECT_EQ(figuresBetween(from, to).otherCpuFraction, std::nullopt);
    EXPECT_EQ(figuresBetween(from, to).ownCpuFraction, std::nullopt);
    to.at = 100ms;
    EXPECT_EQ(figuresBetween(from, to).otherCpuFraction, 0.5);
}

TEST(ClientReading, whatTheSystemDoesNotTellIsAbsent) {
    const ClientReading from{.at = 0s, .workers = {{.at = 0s}}};
    const ClientReading to{.at = 1s, .workers = {{.at = 1s}}};
    EXPECT_EQ(figuresBetween(from, to), (ClientFigures{.watchedMs = 1000}));
}

TEST(ClientReading, aWaitIsHeldByWhatTheQueueForACoreDoesNotExplain) {
    EXPECT_EQ(heldDuring(33ms, 34ms, 0ms), 0ms);
    EXPECT_EQ(heldDuring(33ms, 183ms, 0ms), 150ms);
    EXPECT_EQ(heldDuring(33ms, 183ms, 140ms), 0ms) << "others had the core";
    EXPECT_EQ(heldDuring(33ms, 183ms, 50ms), 100ms);
    EXPECT_EQ(heldDuring(33ms, 57ms, 0ms), 0ms) << "below 25 ms";
    EXPECT_EQ(heldDuring(33ms, 132ms, std::nullopt), 0ms) << "it may have waited for a core";
    EXPECT_EQ(heldDuring(33ms, 133ms, std::nullopt), 100ms);
}

/// Counters that a test sets.
class ClientWatchTest : public testing::Test {
  protected:
    void passes(Nanos time, Nanos cpu) {
        now.at += time;
        now.workers[0].at = now.at;
        *now.workers[0].usage.cpu += cpu;
    }

    ClientReading now{.at = 0s, .workers = {worker(0s, 0s, 0s, 0)}};
    Nanos runDelay{};
    ClientWatch watch{[this] { return now; }, [this] { return std::optional(runDelay); }};
};

TEST_F(ClientWatchTest, looksOnceASecondAndTellsAllSinceItBegan) {
    passes(5s, 5s);
    watch.begin();
    passes(990ms, 0s);
    EXPECT_FALSE(watch.look(now.at));
    passes(10ms, 500ms);
    EXPECT_EQ(watch.look(now.at)->workerBusyFraction, 0.5);
    EXPECT_FALSE(watch.look(now.at));
    passes(1s, 0s);
    EXPECT_EQ(watch.look(now.at)->workerBusyFraction, 0.25);
    passes(2s, 1500ms);
    EXPECT_EQ(watch.finish().workerBusyFraction, 0.5);
}

TEST_F(ClientWatchTest, keepsTheFiguresOfEachSecond) {
    watch.begin();
    passes(1s, 500ms);
    watch.look(now.at);
    passes(1s, 100ms);
    watch.look(now.at);
    std::vector<double> busy;
    for (const TelemetrySample& sample : watch.takeSamples()) {
        if (sample.name == "now_worker_busy_fraction") {
            EXPECT_EQ(sample.source, "client");
            busy.push_back(sample.value);
        }
    }
    EXPECT_THAT(busy, ElementsAre(0.5, 0.1));
}

TEST_F(ClientWatchTest, seesThatTheProcessWasHeld) {
    watch.begin();
    watch.waited(33ms, 33ms);
    watch.waited(33ms, 233ms);
    runDelay += 190ms;
    watch.waited(33ms, 233ms);  // the same, but it was others that had the core
    passes(1s, 0s);
    EXPECT_EQ(watch.finish().stoppedMs, 200);
}

TEST_F(ClientWatchTest, aHoldInTheWaitInWhichItsWindowBeginsIsTheWindows) {
    watch.begin();
    passes(1s, 1s);
    watch.keep();
    passes(533ms, 0s);
    watch.waited(33ms, 533ms);
    watch.beginAtKept();
    const ClientFigures figures = watch.finish();
    EXPECT_EQ(figures.stoppedMs, 500);
    EXPECT_EQ(figures.watchedMs, 533);
    EXPECT_EQ(figures.workerBusyFraction, 0);
}

TEST_F(ClientWatchTest, whatWasBeforeItsBeginningDoesNotCount) {
    watch.waited(33ms, 533ms);
    watch.begin();
    passes(1s, 0s);
    EXPECT_EQ(watch.finish().stoppedMs, 0);
}

}  // namespace
}  // namespace sagebench
