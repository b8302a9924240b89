// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "metrics/ValidityRules.h"

namespace sagebench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

ClientLoad seen(const ClientFigures& client) {
    return {.stampedByKernel = true, .client = client};
}

std::string verdictOf(const ClientLoad& load) {
    return judgeValidity(load).verdict;
}

/// A tenth of a second of trouble: what the reader of the answers waited.
constexpr ClientFigures kLate{.workerBusyFraction = 0.5, .readBacklogP99Ms = 100};

TEST(Validity, isValidWhenNothingSpeaksAgainstIt) {
    EXPECT_EQ(judgeValidity({}), Validity{});
    EXPECT_EQ(judgeValidity({.successful = 20,
                             .ttftP50Ms = 50,
                             .itlP50Ms = 10,
                             .stampedByKernel = true,
                             .client = {.workerBusyFraction = 0.2,
                                        .readBacklogP99Ms = 0.05,
                                        .latenessP99Ms = 0.1,
                                        .loopLagP99Ms = 0.4,
                                        .runDelayFraction = 0.02,
                                        .ownCpuFraction = 0.2,
                                        .otherCpuFraction = 0.05,
                                        .stoppedMs = 0,
                                        .watchedMs = 4000,
                                        .tcpSegments = 10000,
                                        .tcpRetransmits = 0}}),
              Validity{});
}

TEST(Validity, latenessMayBe25MillisecondsOrATenthOfTheMedianTtft) {
    const auto load = [](double lateness, std::optional<double> ttft) {
        return ClientLoad{.ttftP50Ms = ttft, .client = {.latenessP99Ms = lateness}};
    };
    EXPECT_EQ(verdictOf(load(25, 5)), "valid");
    EXPECT_EQ(verdictOf(load(25.01, 5)), "client_limited");
    EXPECT_EQ(verdictOf(load(50, 500)), "valid");
    EXPECT_EQ(verdictOf(load(50.1, 500)), "client_limited");
    EXPECT_EQ(verdictOf(load(25.01, {})), "client_limited");
}

TEST(Validity, aWorkerMayBeBusyNinetyPercent) {
    EXPECT_EQ(verdictOf(seen({.workerBusyFraction = 0.9})), "valid");
    EXPECT_EQ(verdictOf(seen({.workerBusyFraction = 0.91})), "client_limited");
}

TEST(Validity, readBacklogMayBeAMillisecondOrAQuarterOfTheMedianItl) {
    const auto load = [](double backlog, std::optional<double> itl) {
        return ClientLoad{.itlP50Ms = itl, .client = {.readBacklogP99Ms = backlog}};
    };
    EXPECT_EQ(verdictOf(load(1, {})), "valid");
    EXPECT_EQ(verdictOf(load(1.1, 4)), "client_limited");
    EXPECT_EQ(verdictOf(load(2.5, 10)), "valid");
    EXPECT_EQ(verdictOf(load(2.6, 10)), "client_limited");
}

TEST(Validity, aLateLoopHurtsWhatItStampsItself) {
    const ClientFigures late{.loopLagP99Ms = 1.1};
    EXPECT_EQ(verdictOf({.itlP50Ms = 10, .client = late}), "client_limited");
    EXPECT_EQ(verdictOf({.itlP50Ms = 40, .client = late}), "valid");
}

TEST(Validity, whereTheKernelStampsALateLoopOnlyHurtsSends) {
    EXPECT_EQ(verdictOf(seen({.loopLagP99Ms = 25})), "valid");
    EXPECT_EQ(verdictOf(seen({.loopLagP99Ms = 25.1})), "client_limited");
}

TEST(Validity, latenessIsTheMachinesFaultWhereOthersTookTheCores) {
    ClientFigures client = kLate;
    EXPECT_EQ(verdictOf(seen(client)), "client_limited");
    client.runDelayFraction = 0.4;
    client.otherCpuFraction = 0.05;
    EXPECT_EQ(verdictOf(seen(client)), "client_limited") << "its own threads took them";
    client.otherCpuFraction = 0.5;
    EXPECT_EQ(verdictOf(seen(client)), "machine_busy");
    client.runDelayFraction = 0.03;
    EXPECT_EQ(verdictOf(seen(client)), "machine_busy") << "a neighbour for a part of the time";
    client.runDelayFraction = 0.01;
    EXPECT_EQ(verdictOf(seen(client)), "client_limited") << "they took others than it needed";
    client.workerBusyFraction = 0.02;
    EXPECT_EQ(verdictOf(seen(client)), "machine_busy") << "a third of the little it asked for";
}

TEST(Validity, latenessIsTheMachinesFaultWhereTheProcessWasHeld) {
    ClientFigures client = kLate;
    client.watchedMs = 4000;
    client.stoppedMs = 300;
    EXPECT_EQ(verdictOf(seen(client)), "machine_busy");
}

TEST(Validity, aBusyClientIsLimitedWhateverOthersDo) {
    EXPECT_EQ(verdictOf(seen(
                  {.workerBusyFraction = 0.95, .runDelayFraction = 0.2, .otherCpuFraction = 0.5})),
              "client_limited");
}

TEST(Validity, aThreadMayWaitForACoreATenthOfTheTime) {
    EXPECT_EQ(verdictOf(seen({.runDelayFraction = 0.1, .otherCpuFraction = 0.9})), "valid");
    EXPECT_EQ(verdictOf(seen({.runDelayFraction = 0.11, .otherCpuFraction = 0.9})), "machine_busy");
    EXPECT_EQ(verdictOf(seen({.runDelayFraction = 0.11, .otherCpuFraction = 0.02})),
              "client_limited");
}

TEST(Validity, sharesOfAMomentAreNotJudged) {
    ClientFigures client{.workerBusyFraction = 1, .watchedMs = 199};
    EXPECT_EQ(verdictOf(seen(client)), "valid");
    client.watchedMs = 200;
    EXPECT_EQ(verdictOf(seen(client)), "client_limited");
    client = {.runDelayFraction = 0.5, .otherCpuFraction = 0.5, .watchedMs = 199};
    EXPECT_EQ(verdictOf(seen(client)), "valid");
    client.watchedMs = 200;
    EXPECT_EQ(verdictOf(seen(client)), "machine_busy");
    client = {
        .otherCpuFraction = 0.5, .deniedCpuFraction = 0.5, .watchedMs = 199, .engineInProcess = 1};
    EXPECT_EQ(verdictOf(seen(client)), "valid");
    client.watchedMs = 200;
    EXPECT_EQ(verdictOf(seen(client)), "machine_busy");
}

TEST(Validity, aLittleOfOthersIsNoExcuseForAClientThatFillsItsCores) {
    ClientFigures client{.workerBusyFraction = 0.83,
                         .readBacklogP99Ms = 40,
                         .runDelayFraction = 0.14,
                         .ownCpuFraction = 0.87,
                         .otherCpuFraction = 0.12};
    EXPECT_EQ(verdictOf(seen(client)), "client_limited");
    client.ownCpuFraction = 0.35;
    EXPECT_EQ(verdictOf(seen(client)), "machine_busy");
}

TEST(Validity, theProcessMayBeHeld50MillisecondsOrAHalfPercentOfTheTime) {
    EXPECT_EQ(verdictOf(seen({.stoppedMs = 50, .watchedMs = 1000})), "valid");
    EXPECT_EQ(verdictOf(seen({.stoppedMs = 51, .watchedMs = 1000})), "machine_busy");
    EXPECT_EQ(verdictOf(seen({.stoppedMs = 300, .watchedMs = 60000})), "valid");
    EXPECT_EQ(verdictOf(seen({.stoppedMs = 301, .watchedMs = 60000})), "machine_busy");
}

TEST(Validity, halfAPercentOfSegmentsMayBeLost) {
    EXPECT_EQ(verdictOf(seen({.tcpSegments = 100, .tcpRetransmits = 2, .tcpOutOfOrder = 2})),
              "valid")
        << "four are no rate";
    EXPECT_EQ(verdictOf(seen({.tcpSegments = 1000, .tcpRetransmits = 2, .tcpOutOfOrder = 3})),
              "valid");
    EXPECT_EQ(verdictOf(seen({.tcpSegments = 1000, .tcpRetransmits = 3, .tcpOutOfOrder = 3})),
              "machine_busy");
}

TEST(Validity, anEngineInThisProcessMayUseAllOfTheMachine) {
    ClientFigures engine{.runDelayFraction = 0.6,
                         .ownCpuFraction = 1,
                         .otherCpuFraction = 0,
                         .deniedCpuFraction = 0.4,
                         .engineInProcess = 1};
    EXPECT_EQ(verdictOf(seen(engine)), "valid") << "its own threads wait for one another";
    engine.ownCpuFraction = 0.7;
    engine.otherCpuFraction = 0.3;
    EXPECT_EQ(verdictOf(seen(engine)), "machine_busy");
    engine.deniedCpuFraction = 0.1;
    EXPECT_EQ(verdictOf(seen(engine)), "valid") << "others use what it does not need";
    engine.deniedCpuFraction = 0.4;
    engine.loopLagP99Ms = 0.05;
    EXPECT_EQ(verdictOf(seen(engine)), "valid") << "a simulated one, which was in time";
}

TEST(Validity, fewerThanTwentyRequestsAreTooFew) {
    EXPECT_EQ(verdictOf({.successful = 20}), "valid");
    EXPECT_EQ(judgeValidity({.successful = 19}),
              (Validity{"too_few_samples",
                        {"19 requests succeeded, and at least 20 are needed to tell what is usual; "
                         "raise --num-requests or --duration"}}));
}

TEST(Validity, theGravestGivesTheVerdictAndAllAreTold) {
    const Validity validity = judgeValidity({.successful = 3,
                                             .ttftP50Ms = 200,
                                             .itlP50Ms = 10,
                                             .client = {.workerBusyFraction = 0.97,
                                                        .readBacklogP99Ms = 4.5,
                                                        .latenessP99Ms = 31.256,
                                                        .loopLagP99Ms = 12,
                                                        .runDelayFraction = 0.25,
                                                        .otherCpuFraction = 0.6,
                                                        .stoppedMs = 120,
                                                        .watchedMs = 2000}});
    EXPECT_EQ(validity.verdict, "client_limited");
    EXPECT_THAT(
        validity.reasons,
        ElementsAre(AllOf(HasSubstr("busy 97 %"), HasSubstr("limit is 90 %"),
                          HasSubstr("more or faster cores")),
                    AllOf(HasSubstr("waited for a core 25 %"), HasSubstr("limit is 10 %"),
                          HasSubstr("used 60 % of the cores"), HasSubstr("stop them")),
                    AllOf(HasSubstr("stood still for 120 ms"), HasSubstr("limit is 50 ms"),
                          HasSubstr("repeat the run")),
                    AllOf(HasSubstr("lateness p99 is 31.26 ms"), HasSubstr("limit is 25.00 ms"),
                          HasSubstr("lower the concurrency")),
                    AllOf(HasSubstr("backlog p99 is 4.50 ms"), HasSubstr("limit is 2.50 ms"),
                          HasSubstr("free of other work")),
                    AllOf(HasSubstr("loop lag p99 is 12.00 ms"), HasSubstr("limit is 1.00 ms")),
                    HasSubstr("3 requests succeeded")));
}

TEST(Validity, onlyTheClientsOwnDoingMakesFiguresUntrusted) {
    EXPECT_TRUE((Validity{"valid", {}}.isTrusted()));
    EXPECT_TRUE((Validity{"too_few_samples", {"…"}}.isTrusted()));
    EXPECT_FALSE((Validity{"machine_busy", {"…"}}.isTrusted()));
    EXPECT_FALSE((Validity{"client_limited", {"…"}}.isTrusted()));
}

}  // namespace
}  // namespace sagebench
