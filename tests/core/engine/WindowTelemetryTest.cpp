// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/WindowTelemetry.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

TEST(WindowTelemetry, tellsThePeakAboveTheLevelBeforeTheModel) {
    const MemoryFigures memory = aboveLevel({.peakMb = 300, .avgMb = 250, .aboveLoadMb = {}}, 40.5);
    EXPECT_EQ(memory, (MemoryFigures{.peakMb = 300, .avgMb = 250, .aboveLoadMb = 259.5}));
}

TEST(WindowTelemetry, doesNotTellItWhereOneOfTheTwoIsUnknown) {
    EXPECT_EQ(aboveLevel({.peakMb = 300, .avgMb = 250, .aboveLoadMb = {}}, {}).aboveLoadMb,
              std::nullopt);
    EXPECT_EQ(aboveLevel({}, 40.5).aboveLoadMb, std::nullopt);
}

TEST(WindowTelemetry, theEnginesOwnFiguresComeBeforeThoseOfItsMetricsPage) {
    EngineFigures own;
    own.prefillTps = 800;
    own.kvUsedTokens = 10;
    EngineFigures page;
    page.kvUsedTokens = 20;
    page.decodeTps = 90;
    page.modelLoadMs = 400;
    page.evictCount = 3;
    page.evictUnit = "blocks";
    EngineFigures both = own;
    both.decodeTps = 90;
    both.modelLoadMs = 400;
    both.evictCount = 3;
    both.evictUnit = "blocks";
    EXPECT_EQ(merged(own, page), both);
}

}  // namespace
}  // namespace sagebench
