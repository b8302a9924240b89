// SPDX-License-Identifier: GPL-3.0-or-later
#include "CampaignVerdicts.h"

#include <gmock/gmock.h>

namespace sagebench::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<ContractMiss> kMisses = {
    {16, "w fails contract year1: avg_ttft_ms is 130, required < 100"},
    {8, "w fails contract year1: avg_ttft_ms is 110, required < 100"},
    {8, "w fails contract year1: avg_ttft_ms is 111, required < 100"},
    {8, "w fails contract year1: avg_ttft_ms is 112, required < 100"},
};

TEST(ContractComplaints, OfASearchTheLoadThatItFoundOnce) {
    EXPECT_THAT(contractComplaints(kMisses, true, 8),
                ElementsAre("8: w fails contract year1: avg_ttft_ms is 110, required < 100 (and so "
                            "in 3 runs)"));
    EXPECT_THAT(contractComplaints(kMisses, true, 16),
                ElementsAre("16: w fails contract year1: avg_ttft_ms is 130, required < 100"));
    EXPECT_THAT(contractComplaints(kMisses, true, 4), IsEmpty());
    EXPECT_THAT(contractComplaints(kMisses, true, std::nullopt), IsEmpty());
}

TEST(ContractComplaints, OfASweepEachPoint) {
    EXPECT_EQ(contractComplaints(kMisses, false, std::nullopt).size(), 4u);
}

TEST(ContractComplaints, OfARepeatEachRun) {
    const std::vector<ContractMiss> misses{{2, "w fails contract year1", std::nullopt}};
    EXPECT_THAT(contractComplaints(misses, false, std::nullopt),
                ElementsAre("run 2: w fails contract year1"));
}

PointResult pointOf(double requests, double failed) {
    WorkloadFigures figures;
    figures.name = "w";
    figures.requests = requests;
    figures.failed = failed;
    PointResult point;
    point.workloads = {figures};
    return point;
}

TEST(NothingSucceeded, OnlyWhereEveryRequestOfEveryPointFailed) {
    EXPECT_TRUE(nothingSucceeded(std::vector{pointOf(100, 100), pointOf(40, 40)}));
    EXPECT_FALSE(nothingSucceeded(std::vector{pointOf(100, 99), pointOf(40, 40)}));
    EXPECT_FALSE(nothingSucceeded({}));
}

}  // namespace
}  // namespace sagebench::app
