// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/DurationText.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(DurationText, readsNumbersWithUnitsAndSecondsWithout) {
    EXPECT_EQ(parseDuration("30"), Nanos(seconds(30)));
    EXPECT_EQ(parseDuration("1.5s"), Nanos(milliseconds(1500)));
    EXPECT_EQ(parseDuration("200ms"), Nanos(milliseconds(200)));
    EXPECT_EQ(parseDuration("250us"), Nanos(microseconds(250)));
    EXPECT_EQ(parseDuration("10m"), Nanos(minutes(10)));
    EXPECT_EQ(parseDuration("2h"), Nanos(hours(2)));
    EXPECT_EQ(parseDuration("1.5d"), Nanos(hours(36)));
    EXPECT_EQ(parseDuration("0"), Nanos(0));
}

TEST(DurationText, endsAtAWeekUnlessTold) {
    EXPECT_EQ(parseDuration("7d"), Nanos(hours(168)));
    EXPECT_EQ(parseDuration("8d"), std::nullopt);
    EXPECT_EQ(parseDuration("120d", kTenYears), Nanos(hours(2880)));
    EXPECT_EQ(parseDuration("3651d", kTenYears), std::nullopt);
}

TEST(DurationText, takesNothingElse) {
    for (const char* text : {"", "s", "-1s", "1w", "1 s", "1e400s", "169h", "nan", "5msx"}) {
        EXPECT_EQ(parseDuration(text), std::nullopt) << text;
    }
}

TEST(DurationText, writesTheShortestForm) {
    for (const char* text : {"200ms", "1.5s", "2m", "90s", "250us", "0s", "1s"}) {
        EXPECT_EQ(durationText(*parseDuration(text)), text);
    }
    EXPECT_EQ(durationText(seconds(60)), "1m");
}

}  // namespace
}  // namespace sagebench
