// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/DefinedSamples.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

LatencyFigures tens(PercentileKind kind) {
    DefinedSamples samples;
    for (const int value : {70, 10, 100, 30, 50, 90, 20, 60, 40, 80}) {
        samples.add(value);
    }
    return samples.figures(kind);
}

TEST(DefinedSamples, percentilesOfTheSameSamplesDiffer) {
    const LatencyFigures linear = tens(PercentileKind::Linear);
    EXPECT_DOUBLE_EQ(*linear.p50, 55);
    EXPECT_DOUBLE_EQ(*linear.p90, 91);
    EXPECT_DOUBLE_EQ(*linear.p99, 99.1);
    const LatencyFigures inverse = tens(PercentileKind::InverseCdf);
    EXPECT_DOUBLE_EQ(*inverse.p50, 50);
    EXPECT_DOUBLE_EQ(*inverse.p90, 90);
    EXPECT_DOUBLE_EQ(*inverse.p99, 100);
    const LatencyFigures index = tens(PercentileKind::Index);
    EXPECT_DOUBLE_EQ(*index.p50, 60);
    EXPECT_DOUBLE_EQ(*index.p90, 100);
    EXPECT_DOUBLE_EQ(*index.p99, 100);
}

TEST(DefinedSamples, weightsCount) {
    DefinedSamples samples;
    samples.add(10, 1);
    samples.add(20, 8);
    samples.add(90, 1);
    samples.add(1000, 0);
    const LatencyFigures f = samples.figures(PercentileKind::InverseCdf);
    EXPECT_EQ(f.count, 3u);
    EXPECT_DOUBLE_EQ(*f.avg, 26);
    EXPECT_DOUBLE_EQ(*f.p50, 20);
    EXPECT_DOUBLE_EQ(*f.p90, 20);
    EXPECT_DOUBLE_EQ(*f.p95, 90);
}

TEST(DefinedSamples, noSampleHasNoFigure) {
    for (const auto kind :
         {PercentileKind::Linear, PercentileKind::InverseCdf, PercentileKind::Index}) {
        EXPECT_EQ(DefinedSamples().figures(kind), LatencyFigures());
    }
}

}  // namespace
}  // namespace sagebench
