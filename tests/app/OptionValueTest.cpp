// SPDX-License-Identifier: GPL-3.0-or-later
#include "OptionValue.h"

#include <gmock/gmock.h>

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(WholeNumber, TakesNumbersFromItsLeast) {
    EXPECT_EQ(wholeNumber("0", 0), 0);
    EXPECT_EQ(wholeNumber("100000000", 1), 100'000'000);
}

TEST(WholeNumber, SaysWhatWasExpected) {
    for (const char* text :
         {"", "0", "-1", "1.5", "1e3", "12x", " 3", "+3", "100000001", "99999999999999999999"}) {
        const auto value = wholeNumber(text, 1);
        ASSERT_FALSE(value) << text;
        EXPECT_EQ(value.error().kind, ErrorKind::Usage);
        EXPECT_THAT(value.error().message, HasSubstr("a whole number from 1 to 100000000"));
    }
}

TEST(SeedValue, TakesEverySixtyFourBitNumber) {
    EXPECT_EQ(seedValue("18446744073709551615"), 18446744073709551615u);
    EXPECT_FALSE(seedValue("-1"));
    EXPECT_FALSE(seedValue("18446744073709551616"));
}

TEST(ConcurrencyValue, IsANumberOrAll) {
    EXPECT_EQ(concurrencyValue("64"), Concurrency{64});
    EXPECT_EQ(concurrencyValue("all"), Concurrency{std::nullopt});
    EXPECT_FALSE(concurrencyValue("ALL"));
    EXPECT_EQ(concurrencyValue("0").error().message,
              "\"0\" is neither a whole number from 1 nor \"all\"");
}

TEST(DurationValue, IsSecondsUnlessItSaysOtherwise) {
    EXPECT_EQ(durationValue("30"), Nanos(30s));
    EXPECT_EQ(durationValue("1.5"), Nanos(1500ms));
    EXPECT_EQ(durationValue("2s"), Nanos(2s));
    EXPECT_EQ(durationValue("500ms"), Nanos(500ms));
    EXPECT_EQ(durationValue("10m"), Nanos(10min));
    EXPECT_EQ(durationValue("1h"), Nanos(1h));
    EXPECT_EQ(durationValue("1d"), Nanos(24h));
}

TEST(DurationValue, RefusesWhatNoTimeoutCanBe) {
    for (const char* text : {"", "s", "0", "-1", "nan", "inf", "8d", "0.0001", "200h", "3 s"}) {
        EXPECT_FALSE(durationValue(text)) << text;
    }
}

TEST(KeyValue, SplitsAtTheFirstEqualsSign) {
    EXPECT_EQ(keyValue("ttft_ms=20"), std::pair(std::string("ttft_ms"), std::string("20")));
    EXPECT_EQ(keyValue("body.stop=\"a=b\""),
              std::pair(std::string("body.stop"), std::string("\"a=b\"")));
    EXPECT_EQ(keyValue("header.X="), std::pair(std::string("header.X"), std::string()));
    EXPECT_FALSE(keyValue("ttft_ms"));
    EXPECT_FALSE(keyValue("=20"));
}

TEST(ExportList, IsInOneOrderAndHasEachOnce) {
    EXPECT_THAT(*exportList("vllm,markdown,vllm"), ElementsAre("markdown", "vllm"));
    EXPECT_EQ(exportList("csv,pdf").error().message, "\"pdf\" is not one of markdown, csv, vllm");
    EXPECT_FALSE(exportList(""));
}

TEST(WorkloadSelectors, SplitsNamesButNotFiles) {
    EXPECT_THAT(workloadSelectors("short,stress"), ElementsAre("short", "stress"));
    EXPECT_THAT(workloadSelectors("runs/a,b"), ElementsAre("runs/a,b"));
    EXPECT_THAT(workloadSelectors("a,b.json"), ElementsAre("a,b.json"));
    EXPECT_THAT(workloadSelectors(",short,,"), ElementsAre("short"));
}

TEST(ReportFormatName, IsOneOfFour) {
    EXPECT_EQ(reportFormat("csv"), ReportFormat::Csv);
    EXPECT_EQ(reportFormat("html").error().message,
              "\"html\" is not one of table, json, markdown, csv");
}

}  // namespace
}  // namespace sagebench::app
