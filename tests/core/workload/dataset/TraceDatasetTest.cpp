// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "DatasetFile.h"

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using test::DatasetFile;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t kMs = 1'000'000;

const std::string kAzure =
    "TIMESTAMP,ContextTokens,GeneratedTokens\r\n"
    "2023-11-16 18:17:03.9799600,4808,10\r\n"
    "2023-11-16 18:17:04.0799601,3180,8\r\n"
    "2023-11-16 18:17:05.9799600,110,27\r\n"
    "2023-11-16 18:18:03.9799600,7,1";

TEST(AzureTrace, isReadInColumns) {
    const auto data = DatasetFile(kAzure).open().value();
    EXPECT_EQ(data->format(), DatasetFormat::Azure);
    EXPECT_EQ(data->requests().rows, 4u);
    EXPECT_THAT(data->requests().atNanos, ElementsAre(0, 100'000'100, 2000 * kMs, 60'000 * kMs));
    EXPECT_THAT(data->requests().promptTokens, ElementsAre(4808, 3180, 110, 7));
    EXPECT_THAT(data->requests().outputTokens, ElementsAre(10, 8, 27, 1));
    EXPECT_THAT(data->requests().turns, IsEmpty());
    EXPECT_THAT(data->warnings(), IsEmpty());
    EXPECT_THAT(data->row(0)->blocks, IsEmpty());
}

TEST(AzureTrace, mayHaveMoreColumnsInAnyOrder) {
    const auto data = DatasetFile(
                          "NumImages,GeneratedTokens,ContextTokens,TIMESTAMP\n"
                          "2,10,4808,2024-05-10 00:00:00.009930+00:00\n")
                          .open()
                          .value();
    EXPECT_THAT(data->requests().promptTokens, ElementsAre(4808));
    EXPECT_THAT(data->requests().outputTokens, ElementsAre(10));
}

TEST(AzureTrace, aWindowIsCutOutByTheTracesOwnTime) {
    DatasetFile file(kAzure);
    file.spec.from = 100ms;
    file.spec.length = 2s;
    file.spec.timeScale = 0.5;
    const auto data = file.open().value();
    EXPECT_THAT(data->requests().promptTokens, ElementsAre(3180, 110));
    EXPECT_THAT(data->requests().atNanos, ElementsAre(0, 949'999'950));
}

TEST(AzureTrace, aWindowWithoutRowsIsAnError) {
    DatasetFile file(kAzure);
    file.spec.from = 1h;
    EXPECT_EQ(file.error(), "data: none of its 4 rows is in the window from 60m");
}

TEST(AzureTrace, lengthsAreScaledThenCut) {
    DatasetFile file(kAzure);
    file.spec.lengthScale = 0.1;
    file.spec.maxInputTokens = 320;
    const auto data = file.open().value();
    EXPECT_THAT(data->requests().promptTokens, ElementsAre(320, 318, 11, 1));
    EXPECT_THAT(data->requests().outputTokens, ElementsAre(1, 1, 3, 1));
    EXPECT_THAT(data->warnings(), ElementsAre(HasSubstr("the prompts of 1 row were cut to 320")));
}

TEST(AzureTrace, aLimitCountsTheRowsThatAreUsedAndEndsTheReading) {
    DatasetFile file(
        "TIMESTAMP,ContextTokens,GeneratedTokens\n"
        "2023-11-16 18:17:03,0,10\n2023-11-16 18:17:04,5,0\n"
        "2023-11-16 18:17:05,6,3\n2023-11-16 18:17:07,7,2\nnot read\n");
    file.spec.limit = 2;
    const auto data = file.open().value();
    EXPECT_THAT(data->requests().promptTokens, ElementsAre(6, 7));
    EXPECT_THAT(data->requests().atNanos, ElementsAre(0, 2000 * kMs));
    EXPECT_THAT(data->warnings(),
                ElementsAre(HasSubstr("2 rows with no prompt or output tokens left out")));
}

TEST(AzureTrace, rowsInDisorderAreSortedAndTold) {
    const auto data = DatasetFile(
                          "TIMESTAMP,ContextTokens,GeneratedTokens\n"
                          "2023-11-16 18:17:05,1,10\n2023-11-16 18:17:03,2,20\n"
                          "2023-11-16 18:17:05,3,30\n2023-11-16 18:17:04,4,40\n")
                          .open()
                          .value();
    EXPECT_THAT(data->requests().promptTokens, ElementsAre(2, 4, 1, 3));
    EXPECT_THAT(data->requests().outputTokens, ElementsAre(20, 40, 10, 30));
    EXPECT_THAT(data->requests().atNanos, ElementsAre(0, 1000 * kMs, 2000 * kMs, 2000 * kMs));
    EXPECT_THAT(data->warnings(), ElementsAre(HasSubstr("2 rows earlier than the row before")));
}

TEST(AzureTrace, aBadLineIsNamed) {
    const std::string header = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n";
    for (const char* line : {"2023-11-16 18:17:03,5", "yesterday,5,6", "2023-11-16 18:17:03,-5,6",
                             "2023-11-16 18:17:03,5.5,6", "2023-11-16 18:17:03,5,"}) {
        EXPECT_EQ(DatasetFile(header + "2023-11-16 18:17:03,5,6\r\n" + line).error(),
                  "data:3: a time such as 2023-11-16 18:17:03.9799600 in the column "
                  "\"TIMESTAMP\", and whole numbers from 0 in \"ContextTokens\" and "
                  "\"GeneratedTokens\" were expected")
            << line;
    }
    EXPECT_EQ(DatasetFile(header).error(), "data: no row that can be used");
}

TEST(AzureTrace, aFormatThatIsSaidIsNotGuessed) {
    DatasetFile file(kAzure);
    file.spec.format = DatasetFormat::BurstGpt;
    EXPECT_EQ(file.error(),
              "data:1: a header with the columns \"Timestamp\", \"Request tokens\" and \"Response "
              "tokens\" was expected");
}

TEST(BurstGptTrace, isReadWithAndWithoutTheNewerColumns) {
    const auto newer = DatasetFile(
                           "Timestamp,Session ID,Elapsed time,Model,Request tokens,Response "
                           "tokens,Total tokens,Log Type\n"
                           "5,1,2.5,ChatGPT,472,18,490,Conversation log\n"
                           "45.25,,0.1,GPT-4,1087,230,1317,\"API, log\"\n")
                           .open()
                           .value();
    EXPECT_EQ(newer->format(), DatasetFormat::BurstGpt);
    EXPECT_THAT(newer->requests().atNanos, ElementsAre(0, 40'250 * kMs));
    EXPECT_THAT(newer->requests().promptTokens, ElementsAre(472, 1087));
    EXPECT_THAT(newer->requests().outputTokens, ElementsAre(18, 230));

    const auto older = DatasetFile(
                           "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
                           "5,ChatGPT,472,18,490,Conversation log\n"
                           "118,ChatGPT,0,230,230,Conversation log\n")
                           .open()
                           .value();
    EXPECT_THAT(older->requests().promptTokens, ElementsAre(472));
    EXPECT_THAT(older->warnings(), ElementsAre(HasSubstr("1 row with no prompt or output")));
}

const std::string kMooncake =
    "{\"timestamp\": 27482, \"input_length\": 1030, \"output_length\": 52, \"hash_ids\": [46, 47, "
    "2353]}\n"
    "{\"timestamp\": 30535, \"input_length\": 600, \"output_length\": 26, \"hash_ids\": [46, 48]}\n"
    "{\"timestamp\": 30535.5, \"input_length\": 10, \"output_length\": 1}\n";

TEST(MooncakeTrace, countsMillisecondsAndKeepsItsIdsInTheFile) {
    const auto data = DatasetFile(kMooncake).open().value();
    EXPECT_EQ(data->format(), DatasetFormat::Mooncake);
    EXPECT_THAT(data->requests().atNanos, ElementsAre(0, 3053 * kMs, 3053 * kMs + kMs / 2));
    EXPECT_THAT(data->requests().promptTokens, ElementsAre(1030, 600, 10));
    EXPECT_THAT(data->requests().outputTokens, ElementsAre(52, 26, 1));
    EXPECT_THAT(data->row(1)->blocks, ElementsAre(46, 48));
    EXPECT_THAT(data->row(0)->blocks, ElementsAre(46, 47, 2353));
    EXPECT_THAT(data->row(2)->blocks, IsEmpty());
}

TEST(MooncakeTrace, theUnitCanBeSaid) {
    DatasetFile file(kMooncake);
    file.spec.timeUnit = TraceTimeUnit::Seconds;
    EXPECT_EQ(file.open().value()->requests().atNanos[1], 3053'000 * kMs);
}

TEST(MooncakeTrace, sortedRowsKeepTheirIds) {
    const auto data =
        DatasetFile(
            "{\"timestamp\": 9, \"input_length\": 1, \"output_length\": 1, \"hash_ids\": [9]}\n"
            "{\"timestamp\": 3, \"input_length\": 1, \"output_length\": 1, \"hash_ids\": [3]}\n")
            .open()
            .value();
    EXPECT_THAT(data->row(0)->blocks, ElementsAre(3));
    EXPECT_THAT(data->row(1)->blocks, ElementsAre(9));
}

TEST(MooncakeTrace, aBadLineIsNamed) {
    EXPECT_THAT(DatasetFile(kMooncake + "{\"timestamp\": 1, \"input_length\": 1}").error(),
                testing::StartsWith("data:4: an object with \"timestamp\", \"input_length\""));
    EXPECT_THAT(DatasetFile(kMooncake + "{\"timestamp\": 1, \"input_length\": 1, "
                                        "\"output_length\": 1, \"hash_ids\": [\"a\"]}")
                    .error(),
                HasSubstr("data:4: "));
}

TEST(Dataset, readingCanBeStopped) {
    std::string text = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
    for (int i = 0; i < 70'000; ++i) {
        text += "2023-11-16 18:17:03,5,6\n";
    }
    const DatasetFile file(text);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(Dataset::open(file.spec, stop.get_token()).error().kind, ErrorKind::Cancelled);
}

}  // namespace
}  // namespace sagebench
