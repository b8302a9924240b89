// SPDX-License-Identifier: GPL-3.0-or-later
#include "ModelProgress.h"

#include <gtest/gtest.h>

#include "TextStyle.h"

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;

constexpr ProgressStyle kPlain{.width = 80, .colour = false, .unicode = true};
const ModelProgress kHalf{"1b", 500'000'000, 1'000'000'000, 2s};

TEST(ModelProgress, isABarWithRateAndTimeLeft) {
    EXPECT_EQ(modelProgressLine(kHalf, kPlain),
              " ▸ 1b  ━━━━━━━━━━━━━━━━━━━━────────────────────   50 %  250 MB/s  2.0 s left");
}

TEST(ModelProgress, saysNoRateBeforeItIsKnown) {
    EXPECT_EQ(modelProgressLine({"1b", 0, 1'000'000'000, 0s}, kPlain),
              " ▸ 1b  ────────────────────────────────────────    0 %");
}

TEST(ModelProgress, fitsAnyWidth) {
    for (const int width : {20, 30, 40, 60, 200}) {
        ProgressStyle style = kPlain;
        style.width = width;
        EXPECT_LT(columnsOf(modelProgressLine(kHalf, style)), width);
    }
}

TEST(ModelProgress, isALineOfTextElsewhere) {
    EXPECT_EQ(plainModelProgressLine(kHalf), "1b: 50 % of 953.7 MiB, 250 MB/s, 2.0 s left");
    EXPECT_EQ(plainModelProgressLine({"1b", 0, 5'000'000'000, 0s}), "1b: 0 % of 4.7 GiB");
}

TEST(ModelProgress, aRateNeedsSomeTime) {
    EXPECT_EQ(writingRateText(600'000'000, 2s), "300 MB/s");
    EXPECT_EQ(writingRateText(600'000'000, 100ms), std::nullopt);
}

}  // namespace
}  // namespace sagebench::app
