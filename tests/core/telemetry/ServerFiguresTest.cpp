// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry/ServerFigures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ServerPages.h"

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using namespace test;
using ::testing::Contains;
using ::testing::IsEmpty;

const ServerMetricNames kVllm{
    .kvUsageFraction = {"vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc"},
    .kvUsedTokens = {},
    .prefixHits = {"vllm:prefix_cache_hits"},
    .prefixQueries = {"vllm:prefix_cache_queries"},
    .prefixMisses = {},
    .prefixHitRate = {},
    .evictions = {},
    .evictUnit = {},
    .preemptions = {"vllm:num_preemptions"},
    .specAccepted = {"vllm:spec_decode_num_accepted_tokens"},
    .specDrafted = {"vllm:spec_decode_num_draft_tokens"},
    .specAcceptRate = {},
    .running = {"vllm:num_requests_running"},
    .waiting = {"vllm:num_requests_waiting"},
};

ServerMetricNames llamaNames() {
    ServerMetricNames names;
    names.prefixHits = {"llamacpp:prompt_tokens_cached_total"};
    names.prefixMisses = {"llamacpp:prompt_tokens_total"};
    names.specAccepted = {"llamacpp:spec_decode_num_accepted_tokens_total"};
    names.specDrafted = {"llamacpp:spec_decode_num_draft_tokens_total"};
    names.running = {"llamacpp:requests_processing"};
    names.waiting = {"llamacpp:requests_deferred"};
    return names;
}

ServerMetricNames sglangNames() {
    ServerMetricNames names;
    names.kvUsageFraction = {"sglang:token_usage"};
    names.kvUsedTokens = {"sglang:kv_used_tokens", "sglang:num_used_tokens"};
    names.prefixHits = {"sglang:cached_tokens_total"};
    names.prefixQueries = {"sglang:prompt_tokens_total"};
    names.prefixHitRate = {"sglang:cache_hit_rate"};
    names.evictions = {"sglang:evicted_tokens_total"};
    names.evictUnit = "tokens";
    names.preemptions = {"sglang:num_retracted_requests_total"};
    names.specAcceptRate = {"sglang:spec_accept_rate"};
    return names;
}

/// Readings one second apart; nullopt: the page could not be had.
std::vector<ServerReading> readings(const ServerMetricNames& names,
                                    std::vector<std::optional<std::string>> pages) {
    std::vector<ServerReading> all;
    std::vector<TelemetrySample> samples;
    for (const auto& page : pages) {
        all.push_back(readServerMetrics(page, names, std::chrono::seconds(all.size()), samples));
    }
    return all;
}

EngineFigures figures(const ServerMetricNames& names,
                      std::vector<std::optional<std::string>> pages) {
    return figuresFrom(readings(names, std::move(pages)), names);
}

TEST(ServerFigures, ofVllmAreDeltasOverTheWindow) {
    const auto f = figures(kVllm, {vllmPage(100, 1000, 2, 10, 20, 0, 0, "0.0"),
                                   vllmPage(150, 1200, 3, 40, 60, 4, 2, "0.8"),
                                   vllmPage(180, 1200, 4, 50, 70, 3, 1, "0.7"),
                                   vllmPage(200, 1400, 5, 70, 100, 0, 0, "0.1")});
    EXPECT_EQ(f.prefixHitRate, 0.25);
    EXPECT_EQ(f.preemptCount, 3);
    EXPECT_EQ(f.specAcceptRate, 0.75);
    EXPECT_EQ(f.meanRunning, 5);  // (4 + 2 + 3 + 1) / 2
    EXPECT_EQ(f.kvUsedTokens, std::nullopt);
    EXPECT_EQ(f.evictCount, std::nullopt);
    EXPECT_EQ(f.evictUnit, std::nullopt);
}

TEST(ServerFigures, ofLlamaServerCountHitsAndMisses) {
    const auto f =
        figures(llamaNames(), {llamaPage(1000, 500, 0, 0, 0, 0), llamaPage(1100, 600, 0, 0, 2, 7),
                               llamaPage(1300, 1400, 0, 0, 0, 0)});
    EXPECT_EQ(f.prefixHitRate, 0.25);  // 300 of 300 + 900
    EXPECT_EQ(f.specAcceptRate, std::nullopt);
    EXPECT_EQ(f.meanRunning, 9);
    EXPECT_EQ(f.preemptCount, std::nullopt);
    EXPECT_EQ(f.kvUsedTokens, std::nullopt);
}

TEST(ServerFigures, ofSglangHaveEvictedTokensAndThePeakOfUsedOnes) {
    const auto f = figures(
        sglangNames(),
        {sglangPage(1000, "", 0, 1, 10, "0.0"), sglangPage(1500, "", 40, 2, 900, "0.5"),
         sglangPage(2000, "sglang:cached_tokens_total{model_name=\"m\"} 500\n", 64, 3, 20, "0.6")});
    EXPECT_EQ(f.prefixHitRate, 0.5);  // the counter was born in the window
    EXPECT_EQ(f.evictCount, 64);
    EXPECT_EQ(f.evictUnit, "tokens");
    EXPECT_EQ(f.preemptCount, 2);
    EXPECT_EQ(f.kvUsedTokens, 900);
    EXPECT_EQ(f.specAcceptRate, 0.6);
}

TEST(ServerFigures, ofLmdeployTakeTheRateThatItTells) {
    ServerMetricNames names;
    names.prefixHitRate = {"lmdeploy:prefix_cache_hit_rate"};
    names.running = {"lmdeploy:num_requests_running"};
    names.waiting = {"lmdeploy:num_requests_waiting"};
    const auto f = figures(names, {lmdeployPage("0.0"), lmdeployPage("0.1"), lmdeployPage("0.2")});
    EXPECT_EQ(f.prefixHitRate, 0.2);
    EXPECT_EQ(f.meanRunning, 4);
}

TEST(ServerFigures, nothingCountedHasNoRateButACountOfZero) {
    const std::string page = vllmPage(100, 1000, 2, 10, 20, 0, 0, "0.0");
    const auto f = figures(kVllm, {page, page});
    EXPECT_EQ(f.prefixHitRate, std::nullopt);
    EXPECT_EQ(f.specAcceptRate, std::nullopt);
    EXPECT_EQ(f.preemptCount, 0);
    EXPECT_EQ(f.meanRunning, std::nullopt);
}

TEST(ServerFigures, aServerStartedAnewHasNoDeltas) {
    const auto f = figures(
        kVllm, {vllmPage(100, 1000, 2, 0, 0, 0, 0, "0"), vllmPage(0, 10, 0, 0, 0, 1, 0, "0"),
                vllmPage(150, 1200, 3, 0, 0, 0, 0, "0")});
    EXPECT_EQ(f.prefixHitRate, std::nullopt);
    EXPECT_EQ(f.preemptCount, std::nullopt);
    EXPECT_EQ(f.meanRunning, 1);
}

TEST(ServerFigures, needTheStartOfTheWindowAndAnythingLater) {
    const std::string early = vllmPage(0, 100, 0, 0, 0, 1, 0, "0");
    const std::string late = vllmPage(50, 200, 1, 0, 0, 2, 1, "0");
    EXPECT_EQ(figures(kVllm, {std::nullopt, early, late}).prefixHitRate, std::nullopt);
    EXPECT_EQ(figures(kVllm, {early, late, std::nullopt}).prefixHitRate, 0.5);
    EXPECT_EQ(figures(kVllm, {early, std::nullopt}).prefixHitRate, std::nullopt);
    EXPECT_EQ(figures(kVllm, {early, std::nullopt, late}).prefixHitRate, 0.5);
    EXPECT_EQ(figures(kVllm, {late}), EngineFigures());
    EXPECT_EQ(figures(kVllm, {}), EngineFigures());
}

TEST(ServerFigures, anImpossibleRateIsNone) {
    const auto f =
        figures(kVllm, {vllmPage(0, 0, 0, 0, 0, 0, 0, "0"), vllmPage(20, 10, 0, 0, 0, 0, 0, "0")});
    EXPECT_EQ(f.prefixHitRate, std::nullopt);
}

TEST(ServerReading, keepsWhatItFindsAsSamples) {
    std::vector<TelemetrySample> samples;
    const auto reading =
        readServerMetrics(vllmPage(5, 9, 0, 0, 0, 4, 2, "0.25"), kVllm, 3s, samples);
    EXPECT_TRUE(reading.read);
    EXPECT_EQ(reading.kvUsageFraction, 0.25);
    EXPECT_EQ(reading.prefixHits, 5);
    EXPECT_THAT(samples, Contains(TelemetrySample{3s, "server", "vllm:kv_cache_usage_perc", 0.25}));
    EXPECT_THAT(samples, Contains(TelemetrySample{3s, "server", "vllm:prefix_cache_hits", 5}));
    EXPECT_EQ(samples.size(), 8u);
}

TEST(ServerReading, triesOlderNames) {
    std::vector<TelemetrySample> samples;
    const auto reading = readServerMetrics("vllm:gpu_cache_usage_perc 0.5\n", kVllm, 0s, samples);
    EXPECT_EQ(reading.kvUsageFraction, 0.5);
    EXPECT_EQ(samples,
              (std::vector<TelemetrySample>{{0s, "server", "vllm:gpu_cache_usage_perc", 0.5}}));
}

TEST(ServerReading, ofAPageThatWasNotThereHasNothing) {
    std::vector<TelemetrySample> samples;
    EXPECT_FALSE(readServerMetrics(std::nullopt, kVllm, 0s, samples).read);
    EXPECT_THAT(samples, IsEmpty());
}

}  // namespace
}  // namespace sagebench
