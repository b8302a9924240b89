// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/StreamEventParser.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sagebench {
namespace {

class StreamEventParserTest : public testing::Test {
  protected:
    /// Copied, and then where it lies, with other bytes behind it.
    const StreamEvent& parse(std::string_view json) {
        EXPECT_TRUE(parser_.parse(json, event_)) << json << ": " << parser_.error();
        within_ = std::string(json) + '\n' + std::string(kBehind - 1, '"');
        EXPECT_TRUE(parser_.parse({within_.data(), json.size()}, event_, kBehind))
            << json << ": " << parser_.error();
        return event_;
    }
    std::string errorOf(std::string_view json) {
        EXPECT_FALSE(parser_.parse(json, event_)) << json;
        return std::string(parser_.error());
    }
    double timing(std::string_view name) const {
        for (std::size_t i = 0; i < ServerTimings::kNames.size(); ++i) {
            if (ServerTimings::kNames[i] == name) {
                return event_.timings.values[i];
            }
        }
        ADD_FAILURE() << name;
        return 0;
    }

    static constexpr std::size_t kBehind = 200;
    StreamEventParser parser_;
    StreamEvent event_;
    std::string within_;
};

TEST_F(StreamEventParserTest, aRoleAloneIsNoContent) {
    EXPECT_FALSE(parse(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant",)"
                       R"("content":null}}],"created":1795366347,"id":"chatcmpl-VV","model":"m"})")
                     .hasContent());
    EXPECT_FALSE(
        parse(R"({"choices":[{"delta":{"role":"assistant","content":""}}]})").hasContent());
    EXPECT_TRUE(event_.hasChoices);
}

TEST_F(StreamEventParserTest, readsAChatChunkWithTimings) {
    const StreamEvent& event = parse(
        R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":" volume"}}],)"
        R"("created":1795366347,"object":"chat.completion.chunk","timings":{"cache_n":11,"prompt_n":1,)"
        R"("prompt_ms":1.409,"prompt_per_token_ms":1.409,"prompt_per_second":709.7,"predicted_n":2,)"
        R"("predicted_ms":0.001,"predicted_per_token_ms":0.0,"predicted_per_second":0.0}})");
    EXPECT_EQ(event.text, " volume");
    EXPECT_EQ(event.kind(), ContentKind::Text);
    EXPECT_TRUE(event.finishReason.empty());
    EXPECT_EQ(timing("cache_n"), 11);
    EXPECT_EQ(timing("prompt_ms"), 1.409);
    EXPECT_EQ(timing("predicted_n"), 2);
    EXPECT_TRUE(std::isnan(timing("draft_n")));
}

TEST_F(StreamEventParserTest, readsTheUsageOfTheLastChunk) {
    const StreamEvent& event = parse(
        R"({"choices":[],"object":"chat.completion.chunk","usage":{"completion_tokens":6,)"
        R"("prompt_tokens":12,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":11}}})");
    EXPECT_FALSE(event.hasContent());
    EXPECT_EQ(event.completionTokens, 6);
    EXPECT_EQ(event.promptTokens, 12);
    EXPECT_EQ(event.cachedTokens, 11);
}

TEST_F(StreamEventParserTest, readsCompletionsChunks) {
    EXPECT_EQ(
        parse(R"({"choices":[{"text":"park","index":0,"logprobs":null,"finish_reason":null}],)"
              R"("object":"text_completion"})")
            .text,
        "park");
    EXPECT_FALSE(
        parse(
            R"({"choices":[{"text":"","finish_reason":"length"}],"usage":{"completion_tokens":3}})")
            .hasContent());
    EXPECT_EQ(event_.finishReason, "length");
    EXPECT_EQ(event_.completionTokens, 3);
}

TEST_F(StreamEventParserTest, knowsReasoningAndToolCalls) {
    EXPECT_EQ(parse(R"({"choices":[{"delta":{"reasoning_content":"hm"}}]})").kind(),
              ContentKind::Reasoning);
    EXPECT_EQ(parse(R"({"choices":[{"delta":{"reasoning":"hm","content":""}}]})").kind(),
              ContentKind::Reasoning);
    EXPECT_EQ(
        parse(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f"}}]}}]})")
            .kind(),
        ContentKind::ToolCall);
    EXPECT_FALSE(
        parse(R"({"choices":[{"delta":{"reasoning_content":null,"tool_calls":[],"content":""}}]})")
            .hasContent());
    EXPECT_EQ(parse(R"({"choices":[{"delta":{"reasoning_content":"a","content":"b"}}]})").kind(),
              ContentKind::Text);
}

TEST_F(StreamEventParserTest, readsAWholeAnswer) {
    const StreamEvent& event =
        parse(R"({"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant",)"
              R"("content":"Hi \u00e9\n"}}],"usage":{"completion_tokens":8,"prompt_tokens":12,)"
              R"("prompt_tokens_details":null}})");
    EXPECT_EQ(event.text, "Hi é\n");
    EXPECT_EQ(event.finishReason, "stop");
    EXPECT_FALSE(event.cachedTokens);
}

TEST_F(StreamEventParserTest, leavesOutWhatHasAnotherType) {
    const StreamEvent& event = parse(
        R"({"usage":null,"timings":[],"choices":[{"delta":null,"text":7,"finish_reason":{}}],)"
        R"("error":null,"object":3})");
    EXPECT_FALSE(event.hasContent());
    EXPECT_FALSE(event.isError);
    EXPECT_FALSE(event.completionTokens);
    EXPECT_EQ(parse(R"({"usage":{"completion_tokens":6.0,"prompt_tokens":-1}})").completionTokens,
              6);
    EXPECT_FALSE(event_.promptTokens);
}

TEST_F(StreamEventParserTest, knowsErrorsInPlaceOfAnswers) {
    EXPECT_TRUE(
        parse(R"({"error":{"code":500,"message":"slot broke","type":"server_error"}})").isError);
    EXPECT_TRUE(parse(R"({"error":"out of memory"})").isError);
    EXPECT_TRUE(parse(R"({"object":"error","message":"too long","code":400})").isError);
}

TEST_F(StreamEventParserTest, refusesWhatIsNoJsonObject) {
    for (const char* json :
         {"", "{", "nonsense", "[1]", "7", R"({"choices":[{"delta":{"content":"x}}]})",
          R"({"choices":[{"delta":{"content":"x"}})", R"({"a":1}{"b":2})",
          R"({"choices":[{"text":"\q"}]})"}) {
        EXPECT_FALSE(errorOf(json).empty()) << json;
    }
}

TEST_F(StreamEventParserTest, refusesInvalidUtf8) {
    EXPECT_EQ(errorOf("{\"choices\":[{\"text\":\"\xc3\x28\"}]}"), "The input is not valid UTF-8");
}

TEST_F(StreamEventParserTest, judgesWhatIsMalformedByItsOwnBytes) {
    const std::string brackets = R"({"choices":,{"index":0,"delta":{"content":"word"}}]})";
    StreamEventParser fresh;
    const bool good = fresh.parse(brackets, event_);
    for (const char behind : {'}', ']', '"', ',', '{', ' '}) {
        const std::string before = R"({"id":")" + std::string(200, behind) + R"("})";
        parser_.parse(before, event_);
        EXPECT_EQ(parser_.parse(brackets, event_), good) << "copied over " << before;
        EXPECT_EQ(parser_.error(), fresh.error()) << "copied over " << before;
        within_ = brackets + '\n' + std::string(kBehind - 1, behind);
        EXPECT_EQ(parser_.parse({within_.data(), brackets.size()}, event_, kBehind), good);
        EXPECT_EQ(parser_.error(), fresh.error()) << "with " << behind << " behind the line's end";
    }
}

TEST_F(StreamEventParserTest, readsLongAndShortEventsInTurn) {
    const std::string text(1 << 20, 'x');
    EXPECT_EQ(parse(R"({"choices":[{"text":")" + text + R"("}]})").text.size(), text.size());
    EXPECT_EQ(parse(R"({"choices":[{"text":"short"}]})").text, "short");
}

}  // namespace
}  // namespace sagebench
