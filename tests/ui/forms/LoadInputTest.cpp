// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/LoadInput.h"

#include <gmock/gmock.h>

namespace sagebench::ui {
namespace {

using Problems = std::map<QString, QString>;

WorkloadSpec five() {
    WorkloadSpec spec;
    spec.name = "five";
    spec.promptTokens = spec.outputTokens = 8;
    spec.numRequests = 5;
    spec.concurrency = 2;
    return spec;
}

TEST(LoadInput, emptyLeavesAWorkloadAsItIs) {
    EXPECT_EQ(withLoad(five(), {}), five());
    EXPECT_EQ(digestOf(LoadInput()), "");
}

TEST(LoadInput, anOpenLoopForAWhile) {
    const LoadInput load{ArrivalProcess::Poisson, "10", "", "", "60s"};
    WorkloadSpec expected = five();
    expected.arrival.process = ArrivalProcess::Poisson;
    expected.arrival.rate = 10;
    expected.duration = std::chrono::seconds(60);
    expected.numRequests = 0;
    EXPECT_EQ(withLoad(five(), load), expected);
    EXPECT_EQ(digestOf(load).toStdString(), "10/s Poisson · 60 s");
}

TEST(LoadInput, aClosedLoopOfANumberOrAll) {
    WorkloadSpec open = withLoad(five(), {ArrivalProcess::Gamma, "3", "0.5", "", ""});
    EXPECT_EQ(open.arrival.burstiness, 0.5);
    EXPECT_EQ(withLoad(open, {ArrivalProcess::Closed, "2", "", "", ""}), five());
    EXPECT_EQ(withLoad(five(), {ArrivalProcess::Closed, "all", "", "9", ""}).concurrency,
              std::nullopt);
    EXPECT_EQ(withLoad(five(), {ArrivalProcess::Closed, "all", "", "9", ""}).numRequests, 9);
    EXPECT_EQ(digestOf(LoadInput{ArrivalProcess::Closed, "all", "", "9", ""}).toStdString(),
              "all at once · 9 requests");
}

TEST(LoadInput, aRampGivesWayToANumber) {
    WorkloadSpec ramped = five();
    ramped.arrival.ramp = {LoadRamp::Kind::Linear, {1, 4}, std::chrono::seconds(1)};
    EXPECT_EQ(withLoad(ramped, {ArrivalProcess::Closed, "2", "", "", ""}), five());
    EXPECT_EQ(withLoad(ramped, {ArrivalProcess::Closed, "", "", "", ""}), ramped);
}

TEST(LoadInput, saysWhatIsWrong) {
    EXPECT_EQ(
        problemsOf(LoadInput{ArrivalProcess::Constant, "", "", "0", "x"}),
        (Problems{{"load_rate", "Give requests a second, such as 10"},
                  {"load_requests", "Must be a whole number from 1 to 100000000"},
                  {"load_duration", "Must be a time such as 500ms, 30s or 10m, at most a week"}}));
    EXPECT_EQ(problemsOf(LoadInput{ArrivalProcess::Closed, "some", "", "", ""}),
              (Problems{{"load_concurrency", "Must be a whole number from 1, or the word all"}}));
    EXPECT_EQ(problemsOf(LoadInput{ArrivalProcess::Gamma, "1", "0", "", ""}),
              (Problems{{"load_burstiness", "Must be a number above 0"}}));
    EXPECT_EQ(problemsOf(LoadInput()), Problems());
}

}  // namespace
}  // namespace sagebench::ui
