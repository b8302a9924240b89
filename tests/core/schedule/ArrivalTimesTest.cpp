// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/ArrivalTimes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kArrivals = 100'000;

ArrivalSpec specOf(ArrivalProcess process, double rate, double burstiness = 1) {
    ArrivalSpec spec;
    spec.process = process;
    spec.rate = rate;
    spec.burstiness = burstiness;
    return spec;
}

std::vector<Nanos> timesOf(const ArrivalSpec& spec, int count, std::uint64_t seed = 1) {
    ArrivalTimes arrivals(spec, seed);
    std::vector<Nanos> times;
    for (int i = 0; i < count; ++i) {
        times.push_back(arrivals.next());
    }
    return times;
}

/// In seconds; the first from zero.
std::vector<double> gapsOf(const std::vector<Nanos>& times) {
    std::vector<double> gaps;
    Nanos before{};
    for (const Nanos at : times) {
        gaps.push_back(toSeconds(at - before));
        before = at;
    }
    return gaps;
}

double meanOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variationOf(const std::vector<double>& values) {
    const double mean = meanOf(values);
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / static_cast<double>(values.size())) / mean;
}

/// Kolmogorov–Smirnov: the greatest distance of the samples' distribution from the true one.
double distanceFrom(std::vector<double> samples, const std::function<double(double)>& cdf) {
    std::ranges::sort(samples);
    const auto n = static_cast<double>(samples.size());
    double distance = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double expected = cdf(samples[i]);
        distance = std::max({distance, expected - static_cast<double>(i) / n,
                             static_cast<double>(i + 1) / n - expected});
    }
    return distance;
}

/// 1.63 / √n: once in a hundred seeds a true sample is further away (Smirnov 1948).
const double kFarthest = 1.63 / std::sqrt(kArrivals);

TEST(ArrivalTimes, constantIsExactAndDoesNotDrift) {
    const auto times = timesOf(specOf(ArrivalProcess::Constant, 3), kArrivals);
    EXPECT_EQ(times[0], Nanos(0));
    EXPECT_EQ(times[1], Nanos(333'333'333));
    EXPECT_EQ(times[2], Nanos(666'666'667));
    EXPECT_EQ(times[3], Nanos(seconds(1)));
    EXPECT_EQ(times[99'999], Nanos(seconds(33'333)));
}

TEST(ArrivalTimes, poissonGapsAreExponential) {
    const auto gaps = gapsOf(timesOf(specOf(ArrivalProcess::Poisson, 40), kArrivals));
    EXPECT_NEAR(meanOf(gaps), 0.025, 0.025 * 0.01);
    EXPECT_NEAR(variationOf(gaps), 1, 0.01);
    EXPECT_LT(distanceFrom(gaps, [](double gap) { return 1 - std::exp(-40 * gap); }), kFarthest);
}

TEST(ArrivalTimes, gammaGapsHaveTheBurstinessAsTheirShape) {
    constexpr double kRate = 0.001;  // gaps are long beside the nanosecond they are rounded to
    for (const double burstiness : {0.25, 0.5, 4.0}) {
        const auto gaps =
            gapsOf(timesOf(specOf(ArrivalProcess::Gamma, kRate, burstiness), kArrivals));
        const double variation = 1 / std::sqrt(burstiness);
        EXPECT_NEAR(meanOf(gaps) * kRate, 1, 0.015) << burstiness;
        EXPECT_NEAR(variationOf(gaps), variation, 0.02 * variation) << burstiness;
        const auto cdf = [&](double gap) {
            return boost::math::gamma_p(burstiness, kRate * burstiness * gap);
        };
        EXPECT_LT(distanceFrom(gaps, cdf), kFarthest) << burstiness;
    }
}

TEST(ArrivalTimes, gammaOfBurstinessOneIsPoisson) {
    EXPECT_EQ(timesOf(specOf(ArrivalProcess::Gamma, 5, 1), 100),
              timesOf(specOf(ArrivalProcess::Poisson, 5), 100));
}

TEST(ArrivalTimes, aRampBringsAsManyAsItsAreaSays) {
    ArrivalSpec spec = specOf(ArrivalProcess::Poisson, 0);
    spec.ramp = *parseRamp("linear:0.5-1999.5:100s");  // 100,000 in 100 s, 25,000 in the first half
    const auto times = timesOf(spec, kArrivals);
    const auto countBefore = [&](Nanos end) {
        return static_cast<double>(std::ranges::lower_bound(times, end) - times.begin());
    };
    EXPECT_NEAR(countBefore(seconds(50)), 25'000, 500);
    EXPECT_NEAR(countBefore(seconds(90)), 81'000, 1'000);
}

TEST(ArrivalTimes, burstsSendAtTheirStartWhatIsDueWithinThem) {
    ArrivalSpec spec = specOf(ArrivalProcess::Constant, 5);
    spec.burstEvery = seconds(2);
    const auto times = timesOf(spec, 25);
    EXPECT_EQ(std::ranges::count(times, Nanos(0)), 10);
    EXPECT_EQ(std::ranges::count(times, Nanos(seconds(2))), 10);
    EXPECT_EQ(std::ranges::count(times, Nanos(seconds(4))), 5);
}

TEST(ArrivalTimes, theSeedDecides) {
    const ArrivalSpec spec = specOf(ArrivalProcess::Poisson, 10);
    EXPECT_EQ(timesOf(spec, 50, 7), timesOf(spec, 50, 7));
    EXPECT_NE(timesOf(spec, 50, 7), timesOf(spec, 50, 8));
}

}  // namespace
}  // namespace sagebench
