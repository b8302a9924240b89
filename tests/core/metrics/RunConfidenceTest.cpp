// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/RunConfidence.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "metrics/HeadlineFigures.h"
#include "support/Records.h"

namespace sagebench {
namespace {

using test::okRecord;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(RequestCells, FollowTheOrderOfBeingSent) {
    const std::vector<Nanos> sent{Nanos(30), Nanos(10), Nanos(20)};
    const auto cells = RequestCells::of(sent, [](std::size_t) { return true; });
    EXPECT_EQ(cells.cells, 3u);
    EXPECT_THAT(cells.cellOf, ElementsAre(2, 0, 1));
}

TEST(RequestCells, WhoHasNoPartIsLeftOut) {
    const std::vector<Nanos> sent{Nanos(30), Nanos(10), Nanos(20)};
    const auto cells = RequestCells::of(sent, [](std::size_t i) { return i != 1; });
    EXPECT_EQ(cells.requests, 2u);
    EXPECT_THAT(cells.cellOf, ElementsAre(1, RequestCells::kNone, 0));
}

TEST(RequestCells, ManyRequestsShareCells) {
    std::vector<Nanos> sent;
    for (int i = 0; i < 1024; ++i) {
        sent.emplace_back(i);
    }
    const auto cells = RequestCells::of(sent, [](std::size_t) { return true; });
    EXPECT_EQ(cells.cells, 512u);
    EXPECT_EQ(cells.cellOf[0], 0u);
    EXPECT_EQ(cells.cellOf[1], 0u);
    EXPECT_EQ(cells.cellOf[2], 1u);
    EXPECT_EQ(cells.cellOf[1023], 511u);
}

TEST(AmountsInSlices, SpreadEvenlyOverTheirTime) {
    const std::vector<SpreadAmount> amounts{{Nanos(0), Nanos(40), 8},    // 2 in each slice
                                            {Nanos(15), Nanos(25), 10},  // half in each of two
                                            {Nanos(32), Nanos(32), 1}};  // at one moment
    EXPECT_THAT(amountsInSlices(amounts, Nanos(0), Nanos(40), 4),
                ElementsAre(DoubleEq(2), DoubleEq(7), DoubleEq(7), DoubleEq(3)));
}

/// TTFTs of requests that were sent one after another.
ConfidenceIntervals intervalsOf(const std::vector<double>& ttft, std::uint64_t seed) {
    RequestColumns columns;
    for (std::size_t i = 0; i < ttft.size(); ++i) {
        RequestRecord record;
        record.sent = Nanos(static_cast<std::int64_t>(i));
        RequestMetrics metrics;
        metrics.ttftMs = ttft[i];
        columns.add(record, metrics, 0);
    }
    LatencySamples sorted;
    sorted.ttft = ttft;
    std::ranges::sort(sorted.ttft);
    ConfidenceIntervals out;
    RunConfidence(columns, seed).fillLatencies(sorted, out);
    return out;
}

/// How many of 200 intervals hold the true value.
template <class Simulate>
int covered(const char* key, double truth, Simulate simulate) {
    int count = 0;
    for (unsigned trial = 0; trial < 200; ++trial) {
        std::mt19937_64 random(trial);
        const auto intervals = intervalsOf(simulate(random), trial);
        const auto found = intervals.find(key);
        count +=
            found != intervals.end() && found->second.low <= truth && truth <= found->second.high;
    }
    return count;
}

/// Skewed, as latencies are: median 100, mean 113.3, p95 227.6.
std::vector<double> unrelated(std::mt19937_64& random) {
    std::lognormal_distribution<double> latency(std::log(100), 0.5);
    std::vector<double> ttft(300);
    std::ranges::generate(ttft, [&] { return latency(random); });
    return ttft;
}

/// Each is by 0.7 as far off as the one before, as in a queue: mean and median 100.
std::vector<double> related(std::mt19937_64& random) {
    std::normal_distribution<double> noise(0, 10);
    std::vector<double> ttft(500);
    double off = 0;
    for (double& value : ttft) {
        off = 0.7 * off + noise(random);
        value = 100 + off;
    }
    return ttft;
}

// 190 of 200 are expected; of related samples a little fewer, as with any block bootstrap.
TEST(RunConfidence, IntervalsOfUnrelatedRequestsHoldTheTruth) {
    EXPECT_GE(covered("avg_ttft_ms", 113.315, unrelated), 182);
    EXPECT_GE(covered("p50_ttft_ms", 100, unrelated), 182);
    EXPECT_GE(covered("p95_ttft_ms", 227.62, unrelated), 180);
}

TEST(RunConfidence, IntervalsOfRelatedRequestsHoldTheTruth) {
    EXPECT_GE(covered("avg_ttft_ms", 100, related), 176);
    EXPECT_GE(covered("p50_ttft_ms", 100, related), 176);
}

TEST(RunConfidence, RelatedRequestsTellLess) {
    std::mt19937_64 random(1);
    std::vector<double> ttft = related(random);
    const double asTheyCame = intervalsOf(ttft, 1).at("avg_ttft_ms").width();
    std::ranges::shuffle(ttft, random);
    EXPECT_GT(asTheyCame, 1.5 * intervalsOf(ttft, 1).at("avg_ttft_ms").width());
}

TEST(RunConfidence, TheSameRecordsAndSeedGiveTheSameIntervals) {
    std::mt19937_64 random(1);
    const auto ttft = unrelated(random);
    EXPECT_EQ(intervalsOf(ttft, 7), intervalsOf(ttft, 7));
    EXPECT_NE(intervalsOf(ttft, 7), intervalsOf(ttft, 8));
}

TEST(RunConfidence, OfFewerThanTwentyRequestsNothingIsTold) {
    EXPECT_TRUE(intervalsOf(std::vector<double>(19, 5.0), 1).empty());
    EXPECT_EQ(intervalsOf(std::vector<double>(20, 5.0), 1).at("avg_ttft_ms"),
              (ConfidenceInterval{5, 5}));
}

/// One after another: 10 ms to the first token, then nine tokens with the gap that is given.
RequestRecord answer(int number, double gapMs) {
    const double sent = number * 1000;
    test::Story story{.scheduledMs = sent, .sentMs = sent, .output = 10};
    for (int i = 0; i < 10; ++i) {
        story.chunksMs.push_back(sent + 10 + gapMs * i);
        story.chunkTokens.push_back(1);
    }
    story.finishedMs = sent + 1000;
    return okRecord(story, static_cast<std::uint64_t>(number));
}

WorkloadMetrics metricsOf(const std::vector<RequestRecord>& records,
                          std::optional<double> difference = {}) {
    WorkloadContext context;
    context.spec.name = "short_input";
    context.seed = 7;
    context.difference = difference;
    return computeMetrics(context, SpanRecordSource(records)).value();
}

/// Every other answer is slow.
std::vector<RequestRecord> fastAndSlow(int count) {
    std::mt19937 random(1);
    std::vector<RequestRecord> records;
    for (int i = 0; i < count; ++i) {
        records.push_back(answer(i, random() % 2 == 0 ? 10 : 30));
    }
    return records;
}

TEST(Ci95, ARequestsGapsStayTogether) {
    const auto m = metricsOf(fastAndSlow(100));
    const auto mean = intervalOf(m, "avg_itl_ms");
    ASSERT_TRUE(mean);
    // 2 × 1.984 × 10 / √100: of 100 answers, though there are 900 gaps.
    EXPECT_NEAR(mean->width(), 3.97, 0.4);
    EXPECT_EQ(intervalOf(m, "avg_tpot_ms")->width() > 0, true);
}

TEST(Ci95, HoldsItsFigure) {
    const auto m = metricsOf(fastAndSlow(500));
    EXPECT_EQ(m.ci95.size(), headlineFigures().size());
    for (const HeadlineFigure& figure : headlineFigures()) {
        const auto interval = intervalOf(m, figure.key);
        ASSERT_TRUE(interval) << figure.key;
        EXPECT_LE(interval->low, figure.of(m)) << figure.key;
        EXPECT_GE(interval->high, figure.of(m)) << figure.key;
    }
}

TEST(Ci95, OfASteadyThroughputIsNarrow) {
    const auto m = metricsOf(fastAndSlow(50));
    const auto rate = intervalOf(m, "request_throughput_rps");
    ASSERT_TRUE(rate);
    EXPECT_NEAR(rate->low, 1, 1e-9);
    EXPECT_NEAR(rate->high, 1, 1e-9);
    EXPECT_NEAR(intervalOf(m, "output_throughput_tps")->low, 10, 1e-9);
}

TEST(Ci95, TheOrderOfTheRecordsDoesNotMatter) {
    auto records = fastAndSlow(100);
    const auto before = metricsOf(records).ci95;
    std::ranges::reverse(records);
    EXPECT_EQ(metricsOf(records).ci95, before);
}

TEST(Ci95, AWiderOneThanTheDifferenceIsAWarning) {
    const auto m = metricsOf(fastAndSlow(500), 0.05);
    ASSERT_FALSE(m.warnings.empty());
    EXPECT_THAT(m.warnings.back(), HasSubstr("wider than the difference of 5 %"));
    EXPECT_THAT(m.warnings.back(), HasSubstr("mean ITL ("));
    EXPECT_THAT(m.warnings.back(), HasSubstr("would be needed"));
}

TEST(Ci95, AnUnknownOneIsAWarningToo) {
    const auto m = metricsOf(fastAndSlow(10), 0.05);
    EXPECT_THAT(m.warnings.back(), HasSubstr("too few requests to tell a 95 % interval of"));
}

}  // namespace
}  // namespace sagebench
