// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Validity.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Validity, isValidWhenNothingSpeaksAgainstIt) {
    EXPECT_EQ(judgeValidity({}), Validity{});
    EXPECT_EQ(judgeValidity({.sendLagP99Ms = 0.1,
                             .ttftP50Ms = 50,
                             .workerBusyFraction = 0.2,
                             .readBacklogP99Ms = 0.05,
                             .itlP50Ms = 10})
                  .verdict,
              "valid");
}

TEST(Validity, sendLagMayBe25MillisecondsOrATenthOfTheMedianTtft) {
    EXPECT_EQ(judgeValidity({.sendLagP99Ms = 25, .ttftP50Ms = 5}).verdict, "valid");
    EXPECT_EQ(judgeValidity({.sendLagP99Ms = 25.01, .ttftP50Ms = 5}).verdict, "client_limited");
    EXPECT_EQ(judgeValidity({.sendLagP99Ms = 50, .ttftP50Ms = 500}).verdict, "valid");
    EXPECT_EQ(judgeValidity({.sendLagP99Ms = 50.1, .ttftP50Ms = 500}).verdict, "client_limited");
    EXPECT_EQ(judgeValidity({.sendLagP99Ms = 25.01}).verdict, "client_limited");
}

TEST(Validity, aWorkerMayBeBusyNinetyPercent) {
    EXPECT_EQ(judgeValidity({.workerBusyFraction = 0.9}).verdict, "valid");
    EXPECT_EQ(judgeValidity({.workerBusyFraction = 0.91}).verdict, "client_limited");
}

TEST(Validity, readBacklogMayBeAMillisecondOrATwentiethOfTheMedianItl) {
    EXPECT_EQ(judgeValidity({.readBacklogP99Ms = 1, .itlP50Ms = 10}).verdict, "valid");
    EXPECT_EQ(judgeValidity({.readBacklogP99Ms = 1.1, .itlP50Ms = 10}).verdict, "client_limited");
    EXPECT_EQ(judgeValidity({.readBacklogP99Ms = 2, .itlP50Ms = 40}).verdict, "valid");
    EXPECT_EQ(judgeValidity({.readBacklogP99Ms = 2.1, .itlP50Ms = 40}).verdict, "client_limited");
}

TEST(Validity, aReasonSaysTheFigureTheLimitAndWhatToDo) {
    const Validity validity = judgeValidity({.sendLagP99Ms = 31.256,
                                             .ttftP50Ms = 200,
                                             .workerBusyFraction = 0.97,
                                             .readBacklogP99Ms = 4.5,
                                             .itlP50Ms = 10});
    EXPECT_THAT(
        validity.reasons,
        ElementsAre(AllOf(HasSubstr("send lag p99 is 31.26 ms"), HasSubstr("limit is 25.00 ms"),
                          HasSubstr("lower the concurrency")),
                    AllOf(HasSubstr("busy 97 %"), HasSubstr("limit is 90 %"),
                          HasSubstr("more or faster cores")),
                    AllOf(HasSubstr("backlog p99 is 4.50 ms"), HasSubstr("limit is 1.00 ms"),
                          HasSubstr("free of other work"))));
}

}  // namespace
}  // namespace sagebench
