// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/DatasetDetection.h"

#include <gmock/gmock.h>

#include "DatasetFile.h"

namespace sagebench {
namespace {

using enum DatasetFormat;

TEST(DatasetDetection, tellsTheFormatFromTheBeginning) {
    EXPECT_EQ(detectFormat(R"({"prompt": "Hi"})"
                           "\n"),
              Prompts);
    EXPECT_EQ(detectFormat(R"({"output_tokens": 3, "messages": []})"), Prompts);
    EXPECT_EQ(detectFormat(R"([{"id": "a", "conversations": []}])"), ShareGpt);
    EXPECT_EQ(detectFormat("\n  [\n"), ShareGpt);
    EXPECT_EQ(detectFormat(R"({"id": "a", "conversations": [{"from": "human")"), ShareGpt);
    EXPECT_EQ(detectFormat(R"({"timestamp": 0, "input_length": 40160, "output_length": 6)"),
              Mooncake);
    EXPECT_EQ(detectFormat("TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023"), Azure);
    EXPECT_EQ(detectFormat("TIMESTAMP,ContextTokens,GeneratedTokens,NumImages\n"), Azure);
    EXPECT_EQ(detectFormat("Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type"),
              BurstGpt);
}

TEST(DatasetDetection, looksAtKeysOnlyWhereTheyAreKeys) {
    EXPECT_EQ(detectFormat(R"({"note": "\"hash_ids\": {", "prompt": "x"})"), Prompts);
    EXPECT_EQ(detectFormat(R"({"meta": {"conversations": 1}, "prompt": "x"})"), Prompts);
    EXPECT_EQ(detectFormat(R"({"a": 1})"
                           "\n"
                           R"({"prompt": "x"})")
                  .has_value(),
              false);
}

TEST(DatasetDetection, passesOverAByteOrderMark) {
    EXPECT_EQ(detectFormat("\xef\xbb\xbf{\"prompt\": \"Hi\"}"), Prompts);
    EXPECT_EQ(detectFormat("\xef\xbb\xbfTIMESTAMP,ContextTokens,GeneratedTokens"), Azure);
}

TEST(DatasetDetection, whatIsUnknownIsAnErrorWithTheFormatsAndTheOption) {
    for (const char* head : {"", "hello", "{\"text\": 1}", "a,b,c\n1,2,3\n"}) {
        const auto format = detectFormat(head);
        ASSERT_FALSE(format);
        EXPECT_EQ(format.error().kind, ErrorKind::Input);
        EXPECT_THAT(
            format.error().message,
            testing::AllOf(testing::HasSubstr("prompts"), testing::HasSubstr("sharegpt"),
                           testing::HasSubstr("mooncake"), testing::HasSubstr("azure"),
                           testing::HasSubstr("burstgpt"), testing::HasSubstr("--dataset-format")));
    }
}

TEST(DatasetDetection, theErrorNamesTheFile) {
    const test::DatasetFile file("hello", "notes.txt");
    EXPECT_THAT(file.error(), testing::StartsWith("notes.txt: is of none of the forms"));
}

TEST(DatasetDetection, onlyTracesSayWhen) {
    EXPECT_TRUE(isTrace(Mooncake) && isTrace(Azure) && isTrace(BurstGpt));
    EXPECT_FALSE(isTrace(Prompts) || isTrace(ShareGpt) || isTrace(Auto));
}

}  // namespace
}  // namespace sagebench
