// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/TextEventMemo.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "backend/openai/StreamEventParser.h"

namespace sagebench {
namespace {

std::string eventWith(std::string_view rawText) {
    return R"({"id":"c-1","created":1700,"choices":[{"index":0,"delta":{"content":")" +
           std::string(rawText) + R"("},"finish_reason":null}]})";
}

TEST(TextEventMemo, knowsAnEventThatDiffersInItsTextAlone) {
    TextEventMemo memo;
    EXPECT_EQ(memo.textOf(R"({"text":"a"})"), "") << "nothing is kept yet";
    memo.keep(R"({"text":"a","n":null})", 9, "a");
    EXPECT_EQ(memo.textOf(R"({"text":"b","n":null})"), "b");
    EXPECT_EQ(memo.textOf(R"({"text":" many words, {} ~","n":null})"), " many words, {} ~");
    EXPECT_EQ(memo.textOf(R"({"text":"","n":null})"), "");
    EXPECT_EQ(memo.textOf(R"({"text":"b","n":1})"), "");
    EXPECT_EQ(memo.textOf(R"({"test":"b","n":null})"), "");
    EXPECT_EQ(memo.textOf(R"({"text":")"), "");
}

TEST(TextEventMemo, leavesTextsThatDoNotMeanThemselvesToTheParser) {
    TextEventMemo memo;
    memo.keep(R"({"text":"a"})", 9, "a");
    for (const char* text : {R"(\n)", R"(\")", R"(b","text":"c)", "\x01", "\x7f", "\xc3\xa9"}) {
        EXPECT_EQ(memo.textOf(R"({"text":")" + std::string(text) + R"("})"), "") << text;
    }
}

TEST(TextEventMemo, keepsWhatItKnewBesideATextWithEscapes) {
    TextEventMemo memo;
    memo.keep(R"({"text":"a"})", 9, "a");
    memo.keep(R"({"else":"\u0061"})", 9, "a");
    memo.keep("{\"else\":\"\xc3\xa9\"}", 9, "\xc3\xa9");
    EXPECT_EQ(memo.textOf(R"({"text":"b"})"), "b");
    EXPECT_EQ(memo.textOf(R"({"else":"b"})"), "");
}

TEST(TextEventMemo, theParserShowsSuchATextWhereItStands) {
    StreamEventParser parser;
    TextEventMemo memo;
    StreamEvent event;
    const std::string first = eventWith("one"), second = eventWith(" two");
    ASSERT_TRUE(parser.parse(first, event, 0, &memo));
    ASSERT_TRUE(parser.parse(second, event, 0, &memo));
    EXPECT_EQ(event.text, " two");
    EXPECT_EQ(event.text.data(), second.data() + second.find(" two"));
}

/// Every event after every other, against a parser that has seen none before.
class ParserWithPast : public testing::Test {
  protected:
    /// With the same bytes behind it, which the verdict on malformed JSON may depend on.
    void expectNoDifference(const std::string& before, const std::string& json) {
        constexpr std::size_t kBehind = 200;
        const std::string bytes = json + std::string(kBehind, '\0');
        StreamEventParser past, fresh;
        TextEventMemo memo;
        StreamEvent event, expected;
        past.parse(before, event, 0, &memo);
        const bool parsed = past.parse({bytes.data(), json.size()}, event, kBehind, &memo);
        const bool good = fresh.parse({bytes.data(), json.size()}, expected, kBehind);
        ASSERT_EQ(parsed, good) << before << "\n" << json;
        EXPECT_EQ(past.error(), fresh.error()) << before << "\n" << json;
        if (good) {
            expectSame(event, expected, before + "\n" + json);
        }
    }

  private:
    static void expectSame(const StreamEvent& a, const StreamEvent& b, const std::string& what) {
        EXPECT_EQ(a.text, b.text) << what;
        EXPECT_EQ(a.isError, b.isError) << what;
        EXPECT_EQ(a.hasChoices, b.hasChoices) << what;
        EXPECT_EQ(a.hasReasoning, b.hasReasoning) << what;
        EXPECT_EQ(a.hasToolCall, b.hasToolCall) << what;
        EXPECT_EQ(a.finishReason, b.finishReason) << what;
        EXPECT_EQ(a.promptTokens, b.promptTokens) << what;
        EXPECT_EQ(a.cachedTokens, b.cachedTokens) << what;
        EXPECT_EQ(a.completionTokens, b.completionTokens) << what;
        EXPECT_EQ(a.timings.present, b.timings.present) << what;
        EXPECT_EQ(a.timings.present ? a.timings.values[ServerTimings::kPredictedN] : 0,
                  b.timings.present ? b.timings.values[ServerTimings::kPredictedN] : 0)
            << what;
    }
};

const std::vector<std::string>& events() {
    static const std::vector<std::string> all = {
        eventWith("word"),
        eventWith(" two words"),
        eventWith(""),
        eventWith(R"(\n)"),
        eventWith(R"(\u00e9)"),
        eventWith(R"(say \"x\")"),
        eventWith("\xc3\xa9"),
        eventWith("\xc3("),
        eventWith("\x01"),
        eventWith(R"(a"},"finish_reason":null}],"choices":[{"delta":{"content":"b)"),
        R"({"id":"c-2","created":1700,"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":null}]})",
        R"({"id":"c-1","created":1701,"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":null}]})",
        R"({"id":"c-1","created":1700,"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]})",
        R"({"choices":[{"delta":{"content":"x"}},{"delta":{"content":"y"}}]})",
        R"({"choices":[{"delta":{"content":"z"}},{"delta":{"content":"y"}}]})",
        R"({"choices":[{"delta":{"content":"x"}},{"delta":{"content":""}}]})",
        R"({"choices":[{"delta":{"content":"x","reasoning":"hm"}}]})",
        R"({"choices":[{"delta":{"content":"y","reasoning":"hm"}}]})",
        R"({"choices":[{"delta":{"content":"y","reasoning":""}}]})",
        R"({"choices":[{"delta":{"content":"x","tool_calls":[{}]}}]})",
        R"({"choices":[{"text":"x","finish_reason":null}],"usage":{"completion_tokens":3}})",
        R"({"choices":[{"text":"y","finish_reason":null}],"usage":{"completion_tokens":4}})",
        R"({"choices":[{"text":"x"}],"timings":{"predicted_n":3}})",
        R"({"choices":[{"text":"y"}],"timings":{"predicted_n":4}})",
        R"({"choices":[{"text":"x"}],"object":"error"})",
        R"({"choices":[{"text":"y"}],"error":null})",
        R"({"choices":[{"text":"y"}],"error":"no"})",
        R"({"choices":[{"text":"x"}])",
        R"({"choices":[{"text":"x"}]})",
        R"({"choices":[{"text":"x}]})",
        R"({"choices":[{"text":"yy"}]} )",
        R"({"choices":[{"text":"y"}]}{})",
        R"({"choices":[],"usage":{"completion_tokens":3}})",
        R"({"error":{"message":"x"}})",
        "",
        "x",
    };
    return all;
}

TEST_F(ParserWithPast, readsEveryEventAsIfItWereTheFirst) {
    for (const std::string& before : events()) {
        for (const std::string& json : events()) {
            expectNoDifference(before, json);
        }
    }
}

TEST_F(ParserWithPast, readsEveryCharacterAsText) {
    const std::string before = eventWith("word");
    for (int c = 0; c < 256; ++c) {
        expectNoDifference(before, eventWith(std::string(1, static_cast<char>(c))));
        expectNoDifference(before, eventWith(std::string("ab") + static_cast<char>(c) + "cd"));
    }
}

TEST_F(ParserWithPast, readsWhatWasCutOffOrChangedAnywhere) {
    const std::string before = eventWith("word");
    for (std::size_t i = 0; i < before.size(); ++i) {
        expectNoDifference(before, before.substr(0, i));
        expectNoDifference(before, before.substr(i));
        for (const char c : {'"', '\\', '{', '}', ',', 'x', '\n', '\xff'}) {
            std::string changed = before;
            changed[i] = c;
            expectNoDifference(before, changed);
            expectNoDifference(before, std::string(before).insert(i, 1, c));
            expectNoDifference(before, std::string(before).erase(i, 1));
        }
    }
}

}  // namespace
}  // namespace sagebench
