// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/TelemetryWindows.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TelemetrySample client(Nanos at) {
    return {at, "client", "shared_prompt_tokens", 12};
}

TelemetrySample memory(Nanos at) {
    return {at, "process", "rss_mb", 100};
}

TEST(TelemetryWindows, closeWithTheClientsSamples) {
    // Workloads due at 10 and 100; the second one's memory is sampled from 95 on.
    const std::vector<TelemetrySample> samples{memory(9ms),  client(60ms),  client(60ms),
                                               memory(95ms), memory(110ms), client(150ms)};
    EXPECT_THAT(
        telemetryWindows(std::vector<Nanos>{10ms, 100ms}, samples),
        ElementsAre(TelemetryWindow{Nanos::min(), 60ms}, TelemetryWindow{60ms + 1ns, kNever}));
}

TEST(TelemetryWindows, whatTheClientSeesMeanwhileClosesNothing) {
    const std::vector<TelemetrySample> samples{
        client(60ms), {70ms, "client", "now_worker_busy_fraction", 0.5}, client(150ms)};
    EXPECT_THAT(
        telemetryWindows(std::vector<Nanos>{10ms, 100ms}, samples),
        ElementsAre(TelemetryWindow{Nanos::min(), 60ms}, TelemetryWindow{60ms + 1ns, kNever}));
}

TEST(TelemetryWindows, endWhereTheNextStartsIfNothingClosesThem) {
    EXPECT_THAT(
        telemetryWindows(std::vector<Nanos>{10ms, 100ms}, std::vector{memory(95ms)}),
        ElementsAre(TelemetryWindow{Nanos::min(), 100ms}, TelemetryWindow{100ms + 1ns, kNever}));
}

TEST(TelemetryWindows, aSimulationMayStartTheNextAtTheSameTime) {
    EXPECT_THAT(
        telemetryWindows(std::vector<Nanos>{0ms, 100ms}, std::vector{client(100ms), client(200ms)}),
        ElementsAre(TelemetryWindow{Nanos::min(), 100ms}, TelemetryWindow{100ms + 1ns, kNever}));
}

TEST(TelemetryWindows, ofOneWorkloadAndOfNone) {
    EXPECT_THAT(telemetryWindows(std::vector<Nanos>{10ms}, {}),
                ElementsAre(TelemetryWindow{Nanos::min(), kNever}));
    EXPECT_THAT(telemetryWindows({}, {}), IsEmpty());
}

}  // namespace
}  // namespace sagebench
