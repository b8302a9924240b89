// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/TraceText.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

TEST(TraceText, readsDatesWithAnyNumberOfDigits) {
    EXPECT_EQ(parseDateTime("1970-01-01 00:00:00"), 0);
    EXPECT_EQ(parseDateTime("1970-01-02 00:00:01.5"), 86401 * kSecond + 500'000'000);
    EXPECT_EQ(parseDateTime("2023-11-16 18:17:03.9799600"), 1700158623'979960000);
    EXPECT_EQ(parseDateTime("2023-11-16T18:17:03.123456789123"), 1700158623'123456789);
    EXPECT_EQ(parseDateTime("2024-02-29 00:00:00"), 1709164800 * kSecond);
}

TEST(TraceText, takesTheZoneOff) {
    EXPECT_EQ(parseDateTime("1970-01-01 01:00:00.25+01:00"), 250'000'000);
    EXPECT_EQ(parseDateTime("1970-01-01 00:00:01Z"), kSecond);
    EXPECT_EQ(parseDateTime("1970-01-01 00:00:00-0130"), 5400 * kSecond);
}

TEST(TraceText, whatIsNoDateIsAbsent) {
    for (const char* text :
         {"", "now", "2023-11-16", "2023-13-16 18:17:03", "2023-02-29 18:17:03",
          "2023-11-16 24:17:03", "2023-11-16 18:60:03", "2023-11-16 18:17:03.",
          "2023-11-16 18:17:03 PM", "2023-11-16 18:17:03+1", "16-11-2023 18:17:03 x"}) {
        EXPECT_FALSE(parseDateTime(text)) << text;
    }
}

TEST(TraceText, readsNumbersOfSecondsAndMilliseconds) {
    EXPECT_EQ(parseTimeNumber("5", kSecond), 5 * kSecond);
    EXPECT_EQ(parseTimeNumber("5.25", kSecond), 5'250'000'000);
    EXPECT_EQ(parseTimeNumber("0.000000001", kSecond), 1);
    EXPECT_EQ(parseTimeNumber("27482", 1'000'000), 27'482'000'000);
    EXPECT_EQ(parseTimeNumber("1.5", 1'000'000), 1'500'000);
    EXPECT_EQ(parseTimeNumber("1e3", kSecond), 1000 * kSecond);
    for (const char* text : {"", "-1", "-0.5", "1,5", "nan", "1e30", "5s"}) {
        EXPECT_FALSE(parseTimeNumber(text, kSecond)) << text;
    }
}

TEST(TraceText, readsTokenCounts) {
    EXPECT_EQ(parseTokenCount("0"), 0);
    EXPECT_EQ(parseTokenCount("100000000"), 100'000'000);
    for (const char* text : {"", "-1", "1.5", " 1", "100000001", "9999999999"}) {
        EXPECT_FALSE(parseTokenCount(text)) << text;
    }
}

}  // namespace
}  // namespace sagebench
