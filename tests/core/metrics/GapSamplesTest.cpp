// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/GapSamples.h"

#include <gmock/gmock.h>

#include <chrono>

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(GapSamples, ofWholeNanosecondsGiveTheSameDigitsAsTheirValues) {
    GapSamples gaps;
    std::vector<double> values;
    for (const Nanos gap : {10'123'457ns, 3ns, 4'294'967'295ns, 0ns, 9'999'999ns}) {
        gaps.add(gap, 1);
        values.push_back(toMs(gap));
    }
    EXPECT_EQ(gaps.values(), values);
    EXPECT_EQ(gaps.distribution(), distributionOf(values));
}

TEST(GapSamples, keepAGapThatIsTooLongForFourBytes) {
    GapSamples gaps;
    gaps.add(1ms, 1);
    gaps.add(4'294'967'296ns, 1);
    EXPECT_THAT(gaps.values(), ElementsAre(1.0, 4294.967296));
    EXPECT_EQ(gaps.distribution().max, 4294.967296);
}

TEST(GapSamples, divideAGapByItsTokens) {
    GapSamples gaps;
    gaps.add(1ms, 1);
    gaps.add(1ms, 3);
    gaps.add(2ms, 1);
    EXPECT_THAT(gaps.values(), ElementsAre(1.0, 1.0 / 3, 1.0 / 3, 1.0 / 3, 2.0));
}

TEST(GapSamples, ofNothingAreAbsentNotZero) {
    GapSamples none;
    EXPECT_EQ(none.distribution().count, 0U);
    EXPECT_EQ(none.distribution().avg, std::nullopt);
}

}  // namespace
}  // namespace sagebench
