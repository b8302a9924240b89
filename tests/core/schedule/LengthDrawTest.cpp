// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/LengthDraw.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "base/Hash.h"

namespace sagebench {
namespace {

std::vector<int> drawsOf(const char* text, int count = 100'000) {
    const TokenLengths lengths = *TokenLengths::parse(text);
    std::vector<int> draws;
    for (int i = 0; i < count; ++i) {
        draws.push_back(drawLength(lengths, hash64(1, i)));
    }
    return draws;
}

struct Moments {
    double mean, std;
};
Moments momentsOf(const std::vector<int>& draws) {
    const auto n = static_cast<double>(draws.size());
    double sum = 0;
    double squares = 0;
    for (const int draw : draws) {
        sum += draw;
        squares += static_cast<double>(draw) * draw;
    }
    return {sum / n, std::sqrt(squares / n - sum / n * sum / n)};
}

TEST(LengthDraw, fixedIsThatMany) {
    EXPECT_EQ(drawsOf("256", 3), (std::vector{256, 256, 256}));
}

TEST(LengthDraw, uniformTakesBothEndsAndAllBetweenAlike) {
    std::map<int, int> counts;
    for (const int draw : drawsOf("uniform:3-7")) {
        ++counts[draw];
    }
    ASSERT_EQ(counts.size(), 5u);
    for (const auto& [length, count] : counts) {
        EXPECT_NEAR(count, 20'000, 600) << length;
    }
}

TEST(LengthDraw, normalHasItsMeanAndDeviation) {
    const Moments moments = momentsOf(drawsOf("normal:512,64"));
    EXPECT_NEAR(moments.mean, 512, 1);
    EXPECT_NEAR(moments.std, 64, 1);
}

TEST(LengthDraw, normalStaysWithinItsBounds) {
    const auto draws = drawsOf("normal:100,50,90-140");
    EXPECT_EQ(*std::ranges::min_element(draws), 90);
    EXPECT_EQ(*std::ranges::max_element(draws), 140);
    // Cut off, not piled up at the ends.
    EXPECT_LT(std::ranges::count(draws, 90), 2 * std::ranges::count(draws, 100));
}

TEST(LengthDraw, logNormalHasMeanAndDeviationOfTheLengthsThemselves) {
    const Moments moments = momentsOf(drawsOf("lognormal:512,300"));
    EXPECT_NEAR(moments.mean, 512, 4);
    EXPECT_NEAR(moments.std, 300, 6);
}

TEST(LengthDraw, listsGiveTheirEntriesAlike) {
    const auto draws = drawsOf("list:64,128,128,1024");
    EXPECT_NEAR(static_cast<double>(std::ranges::count(draws, 128)), 50'000, 800);
    EXPECT_NEAR(static_cast<double>(std::ranges::count(draws, 64)), 25'000, 800);
}

TEST(LengthDraw, quantilesAreMetAtTheirPlaces) {
    auto draws = drawsOf("quantiles:1,90,210,4096");
    std::ranges::sort(draws);
    EXPECT_NEAR(draws[100'000 / 3], 90, 2);
    EXPECT_NEAR(draws[200'000 / 3], 210, 60);
    EXPECT_GE(draws.front(), 1);
    EXPECT_LE(draws.back(), 4096);
}

TEST(LengthDraw, aDistributionWithoutWidthIsItsMean) {
    EXPECT_EQ(drawsOf("normal:70,0", 2), (std::vector{70, 70}));
    EXPECT_EQ(drawsOf("lognormal:70,0", 2), (std::vector{70, 70}));
}

}  // namespace
}  // namespace sagebench
