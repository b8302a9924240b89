// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonColumns.h"

#include <gmock/gmock.h>

#include <fstream>
#include <string>
#include <vector>

#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

/// Wants the list "list" and the value "name"; notes what it gets.
class Notes final : public JsonColumnSink {
  public:
    Want want(std::string_view key) override {
        return key == "list" ? Want::Elements : key == "name" ? Want::Value : Want::Skip;
    }
    Result<void> value(std::string_view key, std::string_view json) override {
        got.push_back(std::string(key) + "=" + std::string(json));
        return {};
    }
    Result<void> elements(std::string_view, std::string_view json) override {
        got.emplace_back(json);
        return {};
    }
    Result<void> endOfObject() override {
        got.emplace_back("end");
        return {};
    }
    std::vector<std::string> got;
};

class JsonColumns : public testing::Test {
  protected:
    Result<void> read(const std::string& text) {
        std::ofstream(folder_ / "x.json", std::ios::binary) << text;
        return readJsonColumns(folder_ / "x.json", notes_);
    }
    std::string errorOf(const std::string& text) {
        const auto result = read(text);
        EXPECT_FALSE(result) << text;
        EXPECT_EQ(result.error().kind, ErrorKind::Input);
        return result.error().message;
    }
    test::TemporaryFolder folder_;
    Notes notes_;
};

TEST_F(JsonColumns, GivesWhatIsWanted) {
    ASSERT_TRUE(read(R"({"name": "a, b", "list": [1, 2.5, null], "other": [3]})"));
    EXPECT_THAT(notes_.got, ElementsAre("name=\"a, b\"", "1,2.5,null", "end"));
}

TEST_F(JsonColumns, ElementsMayBeLists) {
    ASSERT_TRUE(read("{\"list\":\n [ [1, 2], [], [3] ]\n}"));
    EXPECT_THAT(notes_.got, ElementsAre("[1,2],[],[3]", "end"));
}

TEST_F(JsonColumns, AnEmptyListHasNoElements) {
    ASSERT_TRUE(read(R"({"list": []})"));
    EXPECT_THAT(notes_.got, ElementsAre("", "end"));
}

TEST_F(JsonColumns, AValueWhereAListIsWantedIsGivenAsValue) {
    ASSERT_TRUE(read(R"({"list": null})"));
    EXPECT_THAT(notes_.got, ElementsAre("list=null", "end"));
}

TEST_F(JsonColumns, BracketsAndQuotesInTextsAreText) {
    ASSERT_TRUE(
        read(R"({"skip": ["]}\"", "\\"], "list": ["a\"],", "\\"], "name": {"list": [1]}})"));
    EXPECT_THAT(notes_.got, ElementsAre(R"("a\"],","\\")", R"(name={"list":[1]})", "end"));
}

TEST_F(JsonColumns, WhatIsSkippedNeedNotBeJson) {
    ASSERT_TRUE(read(R"({"rate": Infinity, "deep": {"x": [NaN]}, "name": 1})"));
    EXPECT_THAT(notes_.got, ElementsAre("name=1", "end"));
}

TEST_F(JsonColumns, TakesOneObjectAfterTheOther) {
    ASSERT_TRUE(read("{\"name\": 1}\n{\"name\": 2}{}\n"));
    EXPECT_THAT(notes_.got, ElementsAre("name=1", "end", "name=2", "end", "end"));
}

TEST_F(JsonColumns, ALongListComesInPieces) {
    std::string text = "{\"list\": [0";
    for (int i = 1; i < 400'000; ++i) {
        text += ", " + std::to_string(i);
    }
    ASSERT_TRUE(read(text + "]}"));
    ASSERT_GT(notes_.got.size(), 3u);
    std::string joined;
    for (std::size_t i = 0; i + 1 < notes_.got.size(); ++i) {
        EXPECT_LT(notes_.got[i].size(), 3u << 20);
        joined += (i > 0 ? "," : "") + notes_.got[i];
    }
    EXPECT_EQ(joined.substr(0, 8), "0,1,2,3,");
    EXPECT_THAT(joined, EndsWith(",399998,399999"));
    EXPECT_EQ(std::count(joined.begin(), joined.end(), ','), 399'999);
}

TEST_F(JsonColumns, SaysWhereAFileIsWrong) {
    EXPECT_THAT(errorOf("[1, 2]"), EndsWith("x.json:1: a JSON object was expected, not a list"));
    EXPECT_THAT(errorOf("\n\nhello"), EndsWith("x.json:3: a JSON object was expected"));
    EXPECT_THAT(errorOf(""), EndsWith("x.json:1: a JSON object was expected"));
    EXPECT_THAT(errorOf("{\"a\": 1,\n \"list\": [1, 2"),
                EndsWith("x.json:2: the file ends within \"list\"; is it cut off?"));
    EXPECT_THAT(errorOf("{\"name\": \"abc"),
                EndsWith("x.json:1: the file ends within \"name\"; is it cut off?"));
    EXPECT_THAT(errorOf("{3: 4}"), EndsWith("x.json:1: a key was expected"));
    EXPECT_THAT(errorOf("{}}"), EndsWith("x.json:1: a closing bracket too many"));
    EXPECT_THAT(readJsonColumns(folder_ / "none", notes_).error().message,
                EndsWith("none: No such file or directory"));
}

}  // namespace
}  // namespace sagebench
