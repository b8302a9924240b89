// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/TextEventMemo.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "backend/openai/AnswerReader.h"

namespace sagebench {
namespace {

std::string eventWith(std::string_view rawText) {
    return R"({"id":"c-1","created":1700,"choices":[{"index":0,"delta":{"content":")" +
           std::string(rawText) + R"("},"finish_reason":null}]})";
}

/// What it takes off the front of `input`, and what it leaves.
using Taken = std::pair<std::string, std::string>;
Taken taken(const TextEventMemo& memo, std::string_view input) {
    const std::string_view text = memo.take(input);
    return {std::string(text), std::string(input)};
}

TEST(TextEventMemo, takesAnEventThatDiffersInItsTextAlone) {
    TextEventMemo memo;
    EXPECT_EQ(taken(memo, "data: {\"t\":\"a\"}\n\n"), Taken("", "data: {\"t\":\"a\"}\n\n"))
        << "nothing is kept yet";
    memo.keep("data: {\"t\":\"a\"}\n\n", 12, "a");
    EXPECT_EQ(taken(memo, "data: {\"t\":\"b\"}\n\n"), Taken("b", ""));
    EXPECT_EQ(taken(memo, "data: {\"t\":\" many, {} ~\"}\n\ndata: x"),
              Taken(" many, {} ~", "data: x"));
}

TEST(TextEventMemo, leavesAllElseWhereItIs) {
    TextEventMemo memo;
    memo.keep("data: {\"t\":\"a\"}\n\n", 12, "a");
    for (const char* other :
         {"data: {\"t\":\"\"}\n\n", "data: {\"t\":\"b\",\"n\":1}\n\n", "data: {\"s\":\"b\"}\n\n",
          "data: {\"t\":\"b\"}\n", "data: {\"t\":\"", "", "\ndata: {\"t\":\"b\"}\n\n"}) {
        EXPECT_EQ(taken(memo, other), Taken("", other));
    }
}

TEST(TextEventMemo, leavesTextsThatDoNotMeanThemselvesToTheParser) {
    TextEventMemo memo;
    memo.keep("data: {\"t\":\"a\"}\n\n", 12, "a");
    for (const char* text : {R"(\n)", R"(\")", R"(b","t":"c)", "\x01", "\x7f", "\xc3\xa9", "\n"}) {
        const std::string event = "data: {\"t\":\"" + std::string(text) + "\"}\n\n";
        EXPECT_EQ(taken(memo, event), Taken("", event));
    }
}

TEST(TextEventMemo, keepsWhatItKnewBesideATextWithEscapes) {
    TextEventMemo memo;
    memo.keep("data: {\"t\":\"a\"}\n\n", 12, "a");
    memo.keep("data: {\"else\":\"\\u0061\"}\n\n", 15, "a");
    memo.keep("data: {\"else\":\"\xc3\xa9\"}\n\n", 15, "\xc3\xa9");
    EXPECT_EQ(taken(memo, "data: {\"t\":\"b\"}\n\n"), Taken("b", ""));
    EXPECT_EQ(taken(memo, "data: {\"else\":\"b\"}\n\n").first, "");
}

/// An answer whose second event is `json`, after `between`.
std::string answerWith(const std::string& json, const std::string& between = "") {
    const std::string body = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n" +
                             between + "data: " + json + "\n\ndata: [DONE]\n\n";
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct ReadAnswer {
    RequestRecord record;
    std::optional<Failure> failure;
};

/// In two reads, where it is split.
ReadAnswer readWith(AnswerReader& reader, const std::string& answer,
                    std::size_t split = std::string::npos) {
    IntervalExchange<LiveInterval> live;
    ReadAnswer out;
    RequestRecorder recorder(out.record, live, true);
    reader.start(recorder);
    reader.read(answer.substr(0, split), {Nanos(1000), StampSource::Kernel});
    if (split < answer.size() && !reader.done()) {
        reader.read(answer.substr(split), {Nanos(2000), StampSource::Kernel});
    }
    out.failure = reader.failure();
    return out;
}

/// Every event after every other, against a reader that has seen none before.
class ReaderWithPast : public testing::Test {
  protected:
    void expectNoDifference(const std::string& before, const std::string& json) {
        expectSameReading(before, answerWith(json));
    }
    void expectSameReading(const std::string& before, const std::string& answer,
                           std::size_t split = std::string::npos) {
        StreamEventParser parser;
        AnswerReader past(parser), fresh(parser);
        readWith(past, answerWith(before));
        const ReadAnswer a = readWith(past, answer, split), b = readWith(fresh, answer, split);
        const std::string what = before + "\n" + answer + "\nsplit " + std::to_string(split);
        EXPECT_EQ(past.done(), fresh.done()) << what;
        EXPECT_EQ(past.keepAlive(), fresh.keepAlive()) << what;
        expectSame(a.record, b.record, what);
        ASSERT_EQ(a.failure.has_value(), b.failure.has_value()) << what;
        if (a.failure) {
            EXPECT_EQ(a.failure->category, b.failure->category) << what;
            EXPECT_EQ(a.failure->message, b.failure->message) << what;
        }
    }

  private:
    static void expectSame(const RequestRecord& a, const RequestRecord& b,
                           const std::string& what) {
        EXPECT_EQ(a.text, b.text) << what;
        EXPECT_EQ(a.chunks, b.chunks) << what;
        EXPECT_EQ(a.firstToken, b.firstToken) << what;
        EXPECT_EQ(a.firstOutputToken, b.firstOutputToken) << what;
        EXPECT_EQ(a.finished, b.finished) << what;
        EXPECT_EQ(a.finishReason, b.finishReason) << what;
        EXPECT_EQ(a.promptTokens, b.promptTokens) << what;
        EXPECT_EQ(a.cachedTokens, b.cachedTokens) << what;
        EXPECT_EQ(a.outputTokens, b.outputTokens) << what;
        EXPECT_EQ(a.tokenCountBasis, b.tokenCountBasis) << what;
        EXPECT_EQ(a.server, b.server) << what;
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

TEST_F(ReaderWithPast, readsEveryEventAsIfItWereTheFirst) {
    for (const std::string& before : events()) {
        for (const std::string& json : events()) {
            expectNoDifference(before, json);
        }
    }
}

TEST_F(ReaderWithPast, readsEveryCharacterAsText) {
    const std::string before = eventWith("word");
    for (int c = 0; c < 256; ++c) {
        expectNoDifference(before, eventWith(std::string(1, static_cast<char>(c))));
        expectNoDifference(before, eventWith(std::string("ab") + static_cast<char>(c) + "cd"));
    }
}

TEST_F(ReaderWithPast, readsWhatWasCutOffOrChangedAnywhere) {
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

TEST_F(ReaderWithPast, readsItInItsPlaceWhateverStandsBeforeIt) {
    for (const char* between : {"", "\n", "\r\n", "\r", ": ping\n\n", ": ping\n", "event: error\n",
                                "event: x\n", "id: 3\n", "retry: 5\n\n", "data: x\n",
                                "data: {}\n\n", "data", "\xef\xbb\xbf", "data: [DONE]\n\n"}) {
        const std::string answer = answerWith(eventWith("other"), between);
        for (std::size_t split = 1; split <= answer.size(); ++split) {
            expectSameReading(eventWith("word"), answer, split);
        }
    }
}

}  // namespace
}  // namespace sagebench
