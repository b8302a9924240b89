// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/NumberText.h"

#include <gtest/gtest.h>

#include <limits>

namespace sagebench {
namespace {

TEST(NumberText, unknownIsNotZero) {
    EXPECT_EQ(text::ms({}), "n/a");
    EXPECT_EQ(text::perSecond({}), "n/a");
    EXPECT_EQ(text::percent({}), "n/a");
    EXPECT_EQ(text::count({}), "n/a");
    EXPECT_EQ(text::wholeCount({}), "n/a");
    EXPECT_EQ(text::bytes({}), "n/a");
    EXPECT_EQ(text::number(std::numeric_limits<double>::quiet_NaN(), 1), "n/a");
    EXPECT_EQ(text::ms(0), "0.00");
}

TEST(NumberText, hasThePrecisionThatMakesSense) {
    EXPECT_EQ(text::ms(12.345678), "12.35");
    EXPECT_EQ(text::ms(-0.001), "0.00");
    EXPECT_EQ(text::ms(-1.5), "-1.50");
    EXPECT_EQ(text::perSecond(123.456), "123.5");
    EXPECT_EQ(text::perSecond(1.23456), "1.235");
    EXPECT_EQ(text::percent(0.125), "12.5 %");
    EXPECT_EQ(text::ratio(1.26), "1.3×");
    EXPECT_EQ(text::ratio(9.96), "10×");
}

TEST(NumberText, groupsLargeCounts) {
    EXPECT_EQ(text::count(0), "0");
    EXPECT_EQ(text::count(999), "999");
    EXPECT_EQ(text::count(1000), "1,000");
    EXPECT_EQ(text::count(1234567), "1,234,567");
    EXPECT_EQ(text::wholeCount(4095.6), "4,096");
}

TEST(NumberText, scalesBytes) {
    EXPECT_EQ(text::bytes(512), "512 B");
    EXPECT_EQ(text::bytes(83886080), "80.0 MiB");
    EXPECT_EQ(text::bytes(8'000'000'000), "7.5 GiB");
}

TEST(NumberText, tellsTheDateOfAUnixTime) {
    EXPECT_EQ(text::utc(0), "1970-01-01 00:00:00 UTC");
    EXPECT_EQ(text::utc(1'769'860'805), "2026-01-31 12:00:05 UTC");
    EXPECT_EQ(text::utc(951'782'399), "2000-02-28 23:59:59 UTC");
}

}  // namespace
}  // namespace sagebench
