// SPDX-License-Identifier: GPL-3.0-or-later
#include "TextStyle.h"

#include <gtest/gtest.h>

#include "Terminal.h"

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;

TEST(LatencyText, HasThreeDigitsThatMatter) {
    EXPECT_EQ(latencyText(0.4211), "0.42 ms");
    EXPECT_EQ(latencyText(5), "5.00 ms");
    EXPECT_EQ(latencyText(12.62), "12.6 ms");
    EXPECT_EQ(latencyText(248.4), "248 ms");
    EXPECT_EQ(latencyText(999.4), "999 ms");
    EXPECT_EQ(latencyText(999.6), "1.00 s");
    EXPECT_EQ(latencyText(12345), "12.3 s");
    EXPECT_EQ(latencyText(std::nullopt), "n/a");
}

TEST(TokenRateText, KeepsATenthOfSmallRates) {
    EXPECT_EQ(tokenRateText(9.46), "9.5 tok/s");
    EXPECT_EQ(tokenRateText(198.2), "198 tok/s");
    EXPECT_EQ(tokenRateText(std::nullopt), "n/a tok/s");
}

TEST(SpanText, IsWhatAPersonWouldSay) {
    EXPECT_EQ(spanText(350ms), "0.3 s");
    EXPECT_EQ(spanText(9949ms), "9.9 s");
    EXPECT_EQ(spanText(12400ms), "12 s");
    EXPECT_EQ(spanText(59600ms), "1 min 0 s");
    EXPECT_EQ(spanText(200s), "3 min 20 s");
    EXPECT_EQ(spanText(7500s), "2 h 5 min");
}

TEST(ColumnsOf, CountsCharactersNotBytesNorColours) {
    EXPECT_EQ(columnsOf("abc"), 3);
    EXPECT_EQ(columnsOf("━╸─"), 3);
    EXPECT_EQ(columnsOf(painted("abc", Colour::Red, true)), 3);
}

TEST(Clipped, CutsBetweenCharacters) {
    EXPECT_EQ(clipped("━━━━", 2), "━━");
    EXPECT_EQ(clipped("abc", 5), "abc");
    EXPECT_EQ(clipped("abc", 0), "");
}

TEST(Painted, IsPlainWhereColoursAreOff) {
    EXPECT_EQ(painted("x", Colour::Red, false), "x");
    EXPECT_EQ(painted("x", Colour::Red, true), "\x1b[31mx\x1b[0m");
}

TEST(Terminal, IsPlainWithNoColorOrADumbOne) {
    EXPECT_FALSE(isPlain(true, nullptr, "xterm-256color"));
    EXPECT_FALSE(isPlain(true, "", "xterm"));
    EXPECT_FALSE(isPlain(true, nullptr, nullptr));
    EXPECT_TRUE(isPlain(false, nullptr, "xterm"));
    EXPECT_TRUE(isPlain(true, "1", "xterm"));
    EXPECT_TRUE(isPlain(true, nullptr, "dumb"));
}

TEST(Terminal, IsUnicodeByItsLocale) {
    EXPECT_TRUE(isUnicode(nullptr, nullptr, "en_GB.UTF-8"));
    EXPECT_TRUE(isUnicode("", "C.utf8", "C"));
    EXPECT_FALSE(isUnicode("C", nullptr, "en_GB.UTF-8"));
    EXPECT_FALSE(isUnicode(nullptr, nullptr, nullptr));
}

}  // namespace
}  // namespace sagebench::app
