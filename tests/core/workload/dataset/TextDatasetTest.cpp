// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <fstream>

#include "DatasetFile.h"

namespace sagebench {
namespace {

using test::DatasetFile;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(PromptsFile, hasAPromptOnEachLine) {
    const DatasetFile file(
        "{\"prompt\": \"Why is the \\\"sky\\\" blue?\"}\n"
        "\n"
        "{\"prompt\": \"caf\\u00e9\", \"output_tokens\": 7}\r\n"
        "{\"messages\": [{\"role\": \"system\", \"content\": \"Be brief.\"},"
        " {\"role\": \"user\", \"content\": \"One?\"},"
        " {\"role\": \"assistant\", \"content\": \"1\"},"
        " {\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"Two?\"}]},"
        " {\"role\": \"assistant\", \"content\": \"2\"}], \"max_tokens\": 9}");
    const auto data = file.open().value();
    EXPECT_EQ(data->format(), DatasetFormat::Prompts);
    EXPECT_EQ(data->requests().rows, 3u);
    EXPECT_THAT(data->requests().outputTokens, ElementsAre(0, 7, 9));
    EXPECT_THAT(data->requests().atNanos, IsEmpty());
    EXPECT_THAT(data->requests().promptTokens, IsEmpty());
    EXPECT_THAT(data->warnings(), IsEmpty());

    EXPECT_THAT(data->row(1)->turns, ElementsAre("caf\xc3\xa9"));
    EXPECT_THAT(data->row(0)->turns, ElementsAre("Why is the \"sky\" blue?"));
    const DatasetRow chat = data->row(2).value();
    EXPECT_THAT(chat.turns, ElementsAre("Two?"));
    ASSERT_EQ(chat.before.size(), 3u);
    EXPECT_EQ(chat.before[0].role, "system");
    EXPECT_EQ(chat.before[0].content, "Be brief.");
    EXPECT_EQ(chat.before[2].role, "assistant");
    EXPECT_EQ(chat.before[2].content, "1");
}

TEST(PromptsFile, saysNothingOfAnswersWhereNoLineDoes) {
    const auto data = DatasetFile("{\"prompt\": \"a\"}\n{\"prompt\": \"b\"}").open().value();
    EXPECT_THAT(data->requests().outputTokens, IsEmpty());
}

TEST(PromptsFile, aLimitTakesTheFirst) {
    DatasetFile file("{\"prompt\": \"a\"}\n{\"prompt\": \"b\"}\nnot read");
    file.spec.limit = 2;
    EXPECT_EQ(file.open().value()->requests().rows, 2u);
}

TEST(PromptsFile, aBadLineIsNamed) {
    const std::string good = "{\"prompt\": \"a\"}\n";
    EXPECT_THAT(DatasetFile(good + "{\"prompt\": \"a\"\n").error(),
                testing::AllOf(testing::StartsWith("data:2: an object with \"prompt\""),
                               HasSubstr("this is not JSON")));
    EXPECT_THAT(DatasetFile(good + "\n\"a\"\n").error(), testing::StartsWith("data:3: an object"));
    EXPECT_THAT(DatasetFile(good + "{\"text\": \"a\"}").error(), HasSubstr("data:2: "));
    EXPECT_THAT(DatasetFile(good + "{\"prompt\": \"\"}").error(), HasSubstr("data:2: "));
    EXPECT_THAT(
        DatasetFile(good + "{\"messages\": [{\"role\": \"system\", \"content\": \"x\"}]}").error(),
        HasSubstr("data:2: "));
    EXPECT_THAT(DatasetFile(good + "{\"prompt\": \"a\", \"output_tokens\": 0}").error(),
                HasSubstr("data:2: \"output_tokens\" must be a whole number from 1"));
}

TEST(PromptsFile, optionsOfTracesAreToldToDoNothing) {
    DatasetFile file("{\"prompt\": \"a\"}");
    file.spec.timeScale = 0.5;
    EXPECT_THAT(file.open().value()->warnings(), ElementsAre(HasSubstr("are for traces")));
}

const std::string kShareGpt = R"([
  {"id": "a", "conversations": [
    {"from": "system", "value": "Be kind."},
    {"from": "human", "value": "One?"}, {"from": "gpt", "value": "1"},
    {"from": "human", "value": "Two?"}, {"from": "gpt", "value": "2 } ] \" ["}]},
  {"id": "b", "conversations": [{"from": "human", "value": "Alone"}]},
  {"id": "c", "conversations": []},
  {"id": "d", "messages": [
    {"role": "assistant", "content": "Hello"},
    {"role": "user", "content": "Three"}, {"role": "user", "content": "and four?"},
    {"role": "assistant", "content": "34"}]}
])";

TEST(ShareGptFile, hasTheUsersTurnsOfEachConversation) {
    const DatasetFile file(kShareGpt);
    const auto data = file.open().value();
    EXPECT_EQ(data->format(), DatasetFormat::ShareGpt);
    EXPECT_EQ(data->requests().rows, 2u);
    EXPECT_THAT(data->requests().turns, ElementsAre(2, 1));
    EXPECT_THAT(data->requests().outputTokens, IsEmpty());
    ASSERT_EQ(data->warnings().size(), 1u);
    EXPECT_EQ(file.withoutFolder(data->warnings()[0]),
              "data: 2 rows left out: conversations of fewer than two turns");

    const DatasetRow first = data->row(0).value();
    EXPECT_THAT(first.turns, ElementsAre("One?", "Two?"));
    ASSERT_EQ(first.before.size(), 1u);
    EXPECT_EQ(first.before[0].content, "Be kind.");
    const DatasetRow second = data->row(1).value();
    EXPECT_THAT(second.turns, ElementsAre("Three\nand four?"));
    EXPECT_THAT(second.before, IsEmpty());
}

TEST(ShareGptFile, rowsWrap) {
    const auto data = DatasetFile(kShareGpt).open().value();
    EXPECT_EQ(data->row(2)->turns, data->row(0)->turns);
}

TEST(ShareGptFile, mayHaveAConversationOnEachLine) {
    const DatasetFile file(
        "{\"conversations\": [{\"from\": \"user\", \"value\": \"a\"}, "
        "{\"from\": \"assistant\", \"value\": \"b\"}]}\n"
        "{\"conversations\": [{\"from\": \"user\", \"value\": \"c\"}, "
        "{\"from\": \"assistant\", \"value\": \"d\"}]}\n");
    EXPECT_EQ(file.open().value()->requests().rows, 2u);
}

TEST(ShareGptFile, aBadConversationIsNamedByItsLine) {
    EXPECT_THAT(DatasetFile("[\n{\"conversations\": []},\n{\"id\": 1}]").error(),
                testing::AllOf(testing::StartsWith("data:3: an object with \"conversations\""),
                               HasSubstr("was expected")));
    EXPECT_THAT(DatasetFile("[{\"conversations\": [{\"value\": \"x\"}]}]").error(),
                HasSubstr("data:1: "));
    EXPECT_THAT(DatasetFile("[\n{\"conversations\": [").error(),
                testing::AllOf(HasSubstr("data:2: "), HasSubstr("cut off")));
    EXPECT_THAT(DatasetFile("[]").error(), HasSubstr("data: no row that can be used"));
}

TEST(DatasetRows, aFileThatHasChangedIsAnError) {
    const DatasetFile file("{\"prompt\": \"hello\"}\n{\"prompt\": \"world\"}\n");
    const auto data = file.open().value();
    std::ofstream(file.spec.path, std::ios::trunc) << "{\"prompt\": \"good afternoon\"}\n";
    EXPECT_THAT(data->row(0).error().message, HasSubstr("has changed since it was opened"));
    EXPECT_EQ(data->row(1).error().kind, ErrorKind::Io);
}

}  // namespace
}  // namespace sagebench
