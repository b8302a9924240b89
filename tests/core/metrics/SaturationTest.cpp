// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/Saturation.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <random>

namespace sagebench {
namespace {

using testing::DoubleNear;

/// Requests of an engine with `slots` that takes `serviceMs` for each, first come first served.
class Engine {
  public:
    Engine(std::size_t slots, double serviceMs) : free_(slots, 0.0), service_(serviceMs / 1e3) {}

    TimeSpan serve(double at) {
        const auto slot = std::ranges::min_element(free_);
        *slot = std::max(*slot, at) + service_;
        return {fromMs(at * 1e3), fromMs(*slot * 1e3)};
    }

  private:
    std::vector<double> free_;
    double service_;
};

std::vector<TimeSpan> constantLoad(Engine engine, double rate, double seconds) {
    std::vector<TimeSpan> stays;
    for (int i = 0; i < rate * seconds; ++i) {
        stays.push_back(engine.serve(i / rate));
    }
    return stays;
}

std::vector<TimeSpan> poissonLoad(Engine engine, double rate, double seconds, unsigned seed) {
    std::mt19937 random(seed);
    std::exponential_distribution<double> gap(rate);
    std::vector<TimeSpan> stays;
    for (double at = gap(random); at < seconds; at += gap(random)) {
        stays.push_back(engine.serve(at));
    }
    return stays;
}

/// Eight slots of 100 ms: 80 requests a second.
const Engine kEighty(8, 100);

TEST(Trend, OfAStraightLineIsItsSlope) {
    const auto trend = trendOf(std::array{1.0, 3.0, 5.0, 7.0, 9.0, 11.0}, 0.5);
    EXPECT_THAT(trend->slope, DoubleNear(4, 1e-12));
    EXPECT_THAT(trend->low, DoubleNear(4, 1e-9));
    EXPECT_THAT(trend->high, DoubleNear(4, 1e-9));
}

/// By hand: slope 0.5, residuals of ±0.5 … R's lm gives 0.1 ± 3.182 × 0.1732.
TEST(Trend, IntervalIsStudents) {
    const auto trend = trendOf(std::array{1.0, 2.0, 1.0, 2.0, 1.5}, 1);
    EXPECT_THAT(trend->slope, DoubleNear(0.1, 1e-12));
    EXPECT_THAT(trend->high - trend->slope, DoubleNear(3.18245 * 0.17321, 1e-4));
    EXPECT_THAT(trend->slope - trend->low, DoubleNear(3.18245 * 0.17321, 1e-4));
}

TEST(Trend, NeighboursThatResembleEachOtherMakeItLessCertain) {
    const auto mixed = trendOf(std::array{1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0}, 1);
    const auto drifting = trendOf(std::array{1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 1.0, 1.0}, 1);
    EXPECT_GT(drifting->high - drifting->low, 1.5 * (mixed->high - mixed->low));
}

TEST(Trend, FewBlocksTellNothing) {
    EXPECT_EQ(trendOf(std::array{1.0, 2.0, 3.0, 4.0}, 1), std::nullopt);
}

TEST(QueueGrowth, ConstantLoadBelowCapacityDoesNotGrow) {
    const auto growth = queueGrowth(constantLoad(kEighty, 79, 20));
    EXPECT_THAT(growth->trend.slope, DoubleNear(0, 0.05));
    EXPECT_FALSE(growth->saturated());
}

TEST(QueueGrowth, AboveCapacityItGrowsByTheDifference) {
    const auto growth = queueGrowth(constantLoad(kEighty, 100, 20));
    EXPECT_THAT(growth->trend.slope, DoubleNear(20, 0.2));
    EXPECT_THAT(growth->offeredRps, DoubleNear(100, 0.1));
    EXPECT_TRUE(growth->saturated());
}

TEST(QueueGrowth, SeesTwoPercentTooMuch) {
    EXPECT_TRUE(queueGrowth(constantLoad(kEighty, 81.7, 20))->saturated());
}

TEST(QueueGrowth, ChanceIsNotTakenForGrowth) {
    int saturated = 0;
    for (unsigned seed = 1; seed <= 100; ++seed) {
        saturated += queueGrowth(poissonLoad(kEighty, 68, 30, seed))->saturated();
    }
    EXPECT_LE(saturated, 5);
}

TEST(QueueGrowth, PoissonLoadAboveCapacityIsSeen) {
    int saturated = 0;
    for (unsigned seed = 1; seed <= 100; ++seed) {
        saturated += queueGrowth(poissonLoad(kEighty, 92, 30, seed))->saturated();
    }
    EXPECT_GE(saturated, 99);
}

/// Each request takes 4 s: until the first have ended what is in flight can but grow.
TEST(QueueGrowth, FillingUpAtTheStartIsNoGrowth) {
    EXPECT_FALSE(queueGrowth(constantLoad(Engine(1000, 4000), 50, 20))->saturated());
}

TEST(QueueGrowth, TooShortToTell) {
    EXPECT_EQ(queueGrowth(constantLoad(kEighty, 80, 0.4)), std::nullopt);
    EXPECT_EQ(queueGrowth(constantLoad(Engine(1000, 15'000), 50, 20)), std::nullopt);
}

}  // namespace
}  // namespace sagebench
