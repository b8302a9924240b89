// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/ClientError.h"

#include <gtest/gtest.h>

#include "metrics/EventRate.h"
#include "support/Records.h"

namespace sagebench {
namespace {

using Known = ClientError::Known;

CalibrationPoint pointAt(std::uint64_t inFlight, double eventsPerSecond) {
    CalibrationPoint point;
    point.load = std::to_string(inFlight);
    point.strain = {inFlight, eventsPerSecond};
    point.matched = 100;
    point.verdict = "valid";
    return point;
}

Calibration calibration() {
    Calibration out;
    out.points = {pointAt(1000, 64'000), pointAt(125, 12'500), pointAt(500, 50'000)};
    out.within1Ms = MeasurableRate{50'000, false, 0};
    return out;
}

TEST(ClientError, isThatOfTheLeastLoadThatHasAtLeastTheRuns) {
    const ClientError error = clientErrorAt({60, 20'000}, calibration());
    EXPECT_EQ(error.known, Known::Here);
    EXPECT_EQ(error.point->load, "500");
    EXPECT_EQ(error.strain, (ClientStrain{60, 20'000}));
    EXPECT_EQ(error.within1Ms->eventsPerSecond, 50'000);
    EXPECT_EQ(clientErrorAt({60, 2'000}, calibration()).point->load, "125");
    // As many events, but more requests at a time.
    EXPECT_EQ(clientErrorAt({800, 2'000}, calibration()).point->load, "1000");
}

TEST(ClientError, twoRunsOfOneLoadMayDifferByFivePercent) {
    EXPECT_EQ(clientErrorAt({131, 13'100}, calibration()).point->load, "125");
    EXPECT_EQ(clientErrorAt({132, 12'500}, calibration()).point->load, "500");
    EXPECT_EQ(clientErrorAt({125, 13'200}, calibration()).point->load, "500");
}

TEST(ClientError, beyondAllPointsTheOneWithMostLoadIsTold) {
    const ClientError error = clientErrorAt({100, 90'000}, calibration());
    EXPECT_EQ(error.known, Known::Below);
    EXPECT_EQ(error.point->load, "1000");
}

TEST(ClientError, theRunsOwnLoadComesFirstWhereItWasAsHard) {
    Calibration own = calibration();
    own.before = {pointAt(64, 30'000)};
    EXPECT_EQ(clientErrorAt({64, 10'000}, own).point->load, "64");
    // The real server was faster than the reference server's pace.
    EXPECT_EQ(clientErrorAt({64, 40'000}, own).point->load, "500");
    Calibration alone;
    alone.before = {pointAt(64, 30'000)};
    EXPECT_EQ(clientErrorAt({64, 40'000}, alone).known, Known::Below);
}

TEST(ClientError, ofTheRunsOwnWorkloadsTheOneThatIsAsHardCounts) {
    Calibration own;
    own.before = {pointAt(1000, 60'000), pointAt(8, 700)};
    EXPECT_EQ(clientErrorAt({8, 690}, own).point->load, "8");
    EXPECT_EQ(clientErrorAt({990, 60'000}, own).point->load, "1000");
}

TEST(ClientError, isNotKnownWithoutACalibrationAndOverTls) {
    EXPECT_EQ(clientErrorAt({1, 1}, Calibration{}).known, Known::Not);
    EXPECT_EQ(clientErrorAt({1, 1}, Calibration{}).point, std::nullopt);
    Calibration tls = calibration();
    tls.overTls = true;
    EXPECT_EQ(clientErrorAt({1, 1}, tls).known, Known::NotTls);
    EXPECT_EQ(clientErrorAt({1, 1}, tls).point, std::nullopt);
}

TEST(ClientError, pointsThatCantBeTrustedTellNothingOfLaterRuns) {
    Calibration doubtful;
    doubtful.points = {pointAt(10, 100), pointAt(11, 100), pointAt(12, 100)};
    doubtful.points[0].matched = 99;
    doubtful.points[1].unmatched = 2;
    doubtful.points[2].verdict = "machine_busy";
    EXPECT_EQ(clientErrorAt({5, 50}, doubtful).known, Known::Not);
    doubtful.points.push_back(pointAt(13, 100));
    doubtful.points[3].verdict = "client_limited";
    EXPECT_EQ(clientErrorAt({5, 50}, doubtful).point->load, "13");
    doubtful.before = {pointAt(14, 110)};
    doubtful.before[0].matched = 20;
    EXPECT_EQ(clientErrorAt({5, 50}, doubtful).point->load, "14") << "of the run's own load";
}

TEST(ClientError, itsNamesAreReadBack) {
    for (const Known known : {Known::Here, Known::Below, Known::Not, Known::NotTls}) {
        EXPECT_EQ(clientErrorKnownFrom(toString(known)), known);
    }
    EXPECT_EQ(clientErrorKnownFrom("perfect"), std::nullopt);
}

RequestRecord chunksAt(std::vector<double> ms) {
    return test::okRecord({.chunksMs = std::move(ms)});
}

TEST(EventRate, isTheMostChunksWithinOneSecond) {
    EventRate rate;
    EXPECT_EQ(rate.busiestSecond(), std::nullopt);
    rate.add(chunksAt({50, 1000}));
    rate.add(chunksAt({1550, 1600, 2450}));
    // 1000 … 1600 and 1550 … 2450 have three each.
    EXPECT_EQ(rate.busiestSecond(), 3.0);
    rate.add(chunksAt({1900}));
    EXPECT_EQ(rate.busiestSecond(), 4.0);
}

TEST(EventRate, aShortBurstHasAllOfItsChunksInOneSecond) {
    EventRate rate;
    rate.add(chunksAt({9050, 9060, 9070, 9080}));
    EXPECT_EQ(rate.busiestSecond(), 4.0);
}

TEST(EventRate, aTimeFarOffTakesNoRoom) {
    EventRate rate;
    rate.add(chunksAt({0, 10}));
    rate.add(chunksAt({9e11, 9e11 + 10, 9e11 + 20}));  // 28 years
    EXPECT_EQ(rate.busiestSecond(), 3.0);
}

}  // namespace
}  // namespace sagebench
