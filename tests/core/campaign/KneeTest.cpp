// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/Knee.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::Eq;
using testing::Optional;

TEST(Knee, IsWhereThroughputStopsToGrowForLittleSpeed) {
    const LoadPoint points[] = {{100, 100}, {98, 390}, {90, 720}, {50, 800}, {26, 820}};
    EXPECT_THAT(kneeOf(points), Optional(Eq(2u)));
}

TEST(Knee, ScalesBothAxesSoThatUnitsDoNotMatter) {
    const LoadPoint points[] = {
        {0.1, 100e3}, {0.098, 390e3}, {0.09, 720e3}, {0.05, 800e3}, {0.026, 820e3}};
    EXPECT_THAT(kneeOf(points), Optional(Eq(2u)));
}

TEST(Knee, AStraightLineHasNone) {
    const LoadPoint points[] = {{100, 100}, {75, 200}, {50, 300}, {25, 400}};
    EXPECT_EQ(kneeOf(points), std::nullopt);
}

TEST(Knee, ACurveThatSagsHasNone) {
    const LoadPoint points[] = {{100, 100}, {50, 120}, {25, 400}};
    EXPECT_EQ(kneeOf(points), std::nullopt);
}

TEST(Knee, TwoPointsOrNoSpreadHaveNone) {
    const LoadPoint two[] = {{100, 100}, {50, 200}};
    const LoadPoint flat[] = {{100, 100}, {100, 200}, {100, 300}};
    EXPECT_EQ(kneeOf(two), std::nullopt);
    EXPECT_EQ(kneeOf(flat), std::nullopt);
}

TEST(Knee, ThroughputThatFallsAgainBeyondItIsBehindIt) {
    const LoadPoint points[] = {{100, 100}, {95, 400}, {85, 790}, {40, 700}, {20, 600}};
    EXPECT_THAT(kneeOf(points), Optional(Eq(2u)));
}

}  // namespace
}  // namespace sagebench
