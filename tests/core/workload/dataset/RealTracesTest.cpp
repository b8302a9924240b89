// SPDX-License-Identifier: GPL-3.0-or-later
// Expected figures were computed from the files by other means.
#include <gmock/gmock.h>

#include <numeric>

#include "support/SharedData.h"
#include "workload/Dataset.h"

namespace sagebench {
namespace {

using namespace std::chrono_literals;

std::int64_t sum(const std::vector<std::int32_t>& column) {
    return std::accumulate(column.begin(), column.end(), std::int64_t{0});
}

DatasetSpec fileSpec(const std::string& path) {
    DatasetSpec spec;
    spec.path = path;
    return spec;
}

TEST(RealTraces, azureConversations2023) {
    const auto path = test::sharedData("azure_llm_2023_conv.csv");
    if (!path) {
        GTEST_SKIP() << "the Azure trace is not on this machine";
    }
    const auto data = Dataset::open(fileSpec(*path), {}).value();
    const RecordedRequests& r = data->requests();
    EXPECT_EQ(data->format(), DatasetFormat::Azure);
    EXPECT_EQ(r.rows, 19'366u);
    EXPECT_EQ(sum(r.promptTokens), 22'361'870);
    EXPECT_EQ(sum(r.outputTokens), 4'088'665);
    EXPECT_EQ(r.atNanos[1], 4'314'579'000);
    EXPECT_EQ(r.atNanos.back(), 3501'721'937'000);
    EXPECT_TRUE(data->warnings().empty());
}

TEST(RealTraces, mooncakeSynthetic) {
    const auto path = test::sharedData("mooncake_synthetic_trace.jsonl");
    if (!path) {
        GTEST_SKIP() << "the Mooncake trace is not on this machine";
    }
    const auto data = Dataset::open(fileSpec(*path), {}).value();
    const RecordedRequests& r = data->requests();
    EXPECT_EQ(data->format(), DatasetFormat::Mooncake);
    EXPECT_EQ(r.rows, 3'993u);
    EXPECT_EQ(sum(r.promptTokens), 61'194'628);
    EXPECT_EQ(sum(r.outputTokens), 595'432);
    EXPECT_EQ(r.atNanos.back(), 1'022'025'000'000);
    std::size_t ids = 0;
    for (std::size_t i = 0; i < r.rows; ++i) {
        ids += data->row(i)->blocks.size();
    }
    EXPECT_EQ(ids, 121'877u);
    EXPECT_EQ(data->row(3'992)->blocks.back(), 43'923u);
}

TEST(RealTraces, aWindowOfTheAzureTrace) {
    const auto path = test::sharedData("azure_llm_2023_conv.csv");
    if (!path) {
        GTEST_SKIP() << "the Azure trace is not on this machine";
    }
    DatasetSpec spec = fileSpec(*path);
    spec.from = 10min;
    spec.length = 1min;
    const auto data = Dataset::open(spec, {}).value();
    EXPECT_EQ(data->requests().rows, 301u);
    EXPECT_EQ(sum(data->requests().promptTokens), 390'501);
}

}  // namespace
}  // namespace sagebench
