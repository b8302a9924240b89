// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/TruthMatch.h"

#include <gmock/gmock.h>

#include "support/Records.h"

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using test::okRecord;

constexpr std::int64_t kT0 = 5'000'000'000;  ///< steady clock at t0

std::int64_t at(double ms) {
    return kT0 + std::llround(ms * 1e6);
}

RequestTruth truth(std::string id, double receivedMs, std::vector<double> departuresMs) {
    RequestTruth out{std::move(id), at(receivedMs), {}};
    for (const double ms : departuresMs) {
        out.departureNs.push_back(at(ms));
    }
    return out;
}

/// Due at 10 ms, sent at 10.5, three tokens.
RequestRecord record(std::vector<double> chunksMs = {61, 71, 83}, std::uint64_t index = 0) {
    return okRecord({.scheduledMs = 10,
                     .sentMs = 10.5,
                     .chunksMs = std::move(chunksMs),
                     .finishedMs = 85,
                     .output = 3},
                    index);
}

TEST(TruthMatch, errorIsWhatWasReportedMinusWhatWasTrue) {
    const std::vector truths = {truth("measured-0", 10.75, {60.75, 70.75, 80.75})};
    TruthMatch match(truths, kT0);
    match.add(record());
    const LatencyErrors errors = match.errors();
    // TTFT 50.5 reported, 50 true; E2EL 72.5 and 70; TPOT 11 and 10; sent 0.5 after due, received
    // 0.75.
    EXPECT_NEAR(errors.ttft->mean, 0.5, 1e-9);
    EXPECT_NEAR(errors.e2el->mean, 2.5, 1e-9);
    EXPECT_NEAR(errors.tpot->mean, 1, 1e-9);
    EXPECT_NEAR(errors.sendLag->mean, -0.25, 1e-9);
    // Gaps of 10 and 12, where 10 and 10 are true.
    EXPECT_EQ(errors.itl->count, 2u);
    EXPECT_NEAR(errors.itl->min, 0, 1e-9);
    EXPECT_NEAR(errors.itl->max, 2, 1e-9);
    EXPECT_EQ(match.matched(), 1u);
    EXPECT_EQ(match.unmatched(), 0u);
}

TEST(TruthMatch, tokensReadTogetherArePairedByTheirPlace) {
    const std::vector truths = {truth("measured-0", 10.5, {60, 70, 80})};
    TruthMatch match(truths, kT0);
    match.add(record({60, 80, 80}));
    const auto itl = *match.errors().itl;
    EXPECT_NEAR(itl.max, 10, 1e-9);
    EXPECT_NEAR(itl.min, -10, 1e-9);
    EXPECT_NEAR(itl.mean, 0, 1e-9);
    EXPECT_NEAR(itl.absP99, 10, 1e-9);
}

TEST(TruthMatch, workloadsThatUseTheSameIdAreToldApartByTime) {
    const std::vector truths = {truth("measured-0", 11, {61, 71, 81}),
                                truth("measured-0", 1011, {1061, 1071, 1081})};
    TruthMatch match(truths, kT0);
    match.add(record());
    EXPECT_EQ(match.matched(), 1u);
    EXPECT_NEAR(match.errors().ttft->mean, 0.5, 1e-9);
}

TEST(TruthMatch, countsWhatCantBeComparedAndDoesNotGuess) {
    const std::vector truths = {
        truth("measured-0", 11, {61, 71, 81}), truth("measured-1", 11, {61, 71}),
        truth("measured-2", 11, {61, 71, 81}), truth("measured-2", 12, {62, 72, 82}),
        truth("measured-3", 11, {61, 71, 81}), truth("measured-4", 11, {61, 71, 81})};
    TruthMatch match(truths, kT0);
    match.add(record({61, 71, 83}, 1));  // another number of tokens
    match.add(record({61, 71, 83}, 2));  // received twice
    RequestRecord again = record({61, 71, 83}, 3);
    again.reconnects = 1;
    match.add(again);
    match.add(test::failedRecord({}, ErrorCategory::Truncated, "", 4));
    match.add(record({61, 71, 83}, 5));  // the server knows nothing of it
    RequestRecord warmup = record();
    warmup.phase = Phase::Warmup;
    match.add(warmup);  // neither
    EXPECT_EQ(match.matched(), 0u);
    EXPECT_EQ(match.unmatched(), 5u);
    EXPECT_EQ(match.errors(), LatencyErrors{});
}

TEST(TruthMatch, aSpreadTellsBothSidesAndTheSizeOfErrors) {
    std::vector<double> errors;
    for (int i = 0; i <= 100; ++i) {
        errors.push_back(i - 80.0);  // -80 … 20
    }
    const ErrorSpread spread = *spreadOf(errors);
    EXPECT_EQ(spread.count, 101u);
    EXPECT_EQ(spread.min, -80);
    EXPECT_EQ(spread.p50, -30);
    EXPECT_EQ(spread.p99, 19);
    EXPECT_EQ(spread.max, 20);
    EXPECT_EQ(spread.mean, -30);
    EXPECT_EQ(spread.absP99, 79);
    std::vector<double> none;
    EXPECT_EQ(spreadOf(none), std::nullopt);
}

TEST(DepartureLateness, isCountedFromTheRequestsArrivalAtTheServersPace) {
    const ReferencePace pace{.firstToken = milliseconds(50), .gap = milliseconds(10)};
    const std::vector truths = {truth("measured-0", 100, {150, 160, 172}), truth("", 0, {1})};
    EXPECT_NEAR(toMs(*departureLatenessP99(truths, pace)), 1.96, 1e-6);  // of 0, 0 and 2
    EXPECT_EQ(departureLatenessP99({}, pace), std::nullopt);
}

}  // namespace
}  // namespace sagebench
