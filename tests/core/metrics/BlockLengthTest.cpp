// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/BlockLength.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace sagebench {
namespace {

/// Numbers of 0..1 that any language makes again: ANSI C's example of rand().
class Numbers {
  public:
    double next() {
        state_ = (state_ * 1103515245 + 12345) % 2147483648;
        return static_cast<double>(state_) / 2147483648;
    }

  private:
    std::uint64_t state_ = 1;
};

/// x(t) = memory × x(t - 1) + noise.
std::vector<double> series(std::size_t size, double memory) {
    Numbers numbers;
    std::vector<double> out;
    double x = 0;
    for (std::size_t i = 0; i < size; ++i) {
        x = memory * x + numbers.next() - 0.5;
        out.push_back(x);
    }
    return out;
}

// The expected lengths are those of the papers' formulas, computed apart in Python.
TEST(BlockLength, IsOneWhereNeighboursAreNoMoreAlikeThanOthers) {
    EXPECT_EQ(blockLength(series(200, 0)), 1u);  // 0.42
}

TEST(BlockLength, GrowsWithHowLongASeriesResemblesItself) {
    EXPECT_EQ(blockLength(series(200, 0.8)), 13u);  // 12.32
}

TEST(BlockLength, IsBoundedByThePapersLimits) {
    std::vector<double> steps;
    for (int i = 0; i < 200; ++i) {
        steps.push_back(i / 10 % 2);
    }
    EXPECT_EQ(blockLength(steps), 43u);  // 94.8 without the bound of 3 √200
}

TEST(BlockLength, TakesASeriesThatTellsNothingForUnrelated) {
    EXPECT_EQ(blockLength({}), 1u);
    EXPECT_EQ(blockLength(std::vector<double>(9, 1.5)), 1u);
    EXPECT_EQ(blockLength(std::vector<double>(500, 1.5)), 1u) << "all equal";
}

}  // namespace
}  // namespace sagebench
