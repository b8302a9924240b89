// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/AnswerReader.h"

#include <gmock/gmock.h>

#include "support/Splits.h"

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using test::forEverySplit;
using testing::Pair;
using testing::UnorderedElementsAre;

constexpr const char* kStreamHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string chunk(const std::string& bytes) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + bytes + "\r\n";
}
std::string event(const std::string& data) {
    return chunk("data: " + data + "\n\n");
}
std::string token(const std::string& text, const std::string& more = "") {
    return event(R"({"choices":[{"delta":{"content":")" + text + R"("}}])" + more + "}");
}
std::string counted(const std::string& text, int predicted) {
    return token(text, R"(,"timings":{"predicted_n":)" + std::to_string(predicted) + "}");
}
std::string json(int status, const std::string& body) {
    return "HTTP/1.1 " + std::to_string(status) + " S\r\nContent-Type: application/json\r\n" +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

const std::string kFinish = event(R"({"choices":[{"finish_reason":"length","delta":{}}]})");
const std::string kUsage = event(
    R"({"choices":[],"usage":{"completion_tokens":6,"prompt_tokens":12,)"
    R"("prompt_tokens_details":{"cached_tokens":11}},"timings":{"cache_n":11,"prompt_ms":1.5}})");
const std::string kDone = event("[DONE]");
const std::string kEnd = "0\r\n\r\n";

/// One answer, read in pieces that arrive 1 ms apart.
class Reading {
  public:
    Reading() { reader_.start(recorder_); }
    explicit Reading(const std::vector<std::string>& pieces) : Reading() {
        for (const std::string& piece : pieces) {
            read(piece);
        }
    }
    void read(std::string_view piece) {
        if (!reader_.done()) {
            reader_.read(piece, {milliseconds(++reads_), StampSource::Kernel});
        }
    }
    void end(bool orderly = true) {
        if (!reader_.done()) {
            reader_.end({orderly, orderly ? "closed the connection" : "reset the connection"},
                        milliseconds(++reads_));
        }
    }
    const RequestRecord& record() const { return record_; }
    const AnswerReader& reader() const { return reader_; }
    ErrorCategory category() const {
        return reader_.failure() ? reader_.failure()->category : ErrorCategory::None;
    }
    std::string message() const { return reader_.failure() ? reader_.failure()->message : ""; }
    std::vector<TokenEvent> chunks() const {
        std::vector<TokenEvent> all;
        for (std::size_t i = 0; i < record_.chunks.size(); ++i) {
            all.push_back(record_.chunks[i]);
        }
        return all;
    }

  private:
    RequestRecord record_;
    IntervalExchange<LiveInterval> live_;
    RequestRecorder recorder_{record_, live_, true};
    StreamEventParser parser_;
    AnswerReader reader_{parser_};
    int reads_ = 0;
};

TEST(AnswerReader, readsAStreamAtAnySplit) {
    const std::string answer = kStreamHead +
                               event(R"({"choices":[{"delta":{"role":"assistant"}}]})") +
                               token("one ") + token("two") + kFinish + kUsage + kDone + kEnd;
    forEverySplit(answer, [](const auto& pieces) {
        Reading reading;
        for (const auto piece : pieces) {
            reading.read(piece);
        }
        ASSERT_TRUE(reading.reader().done());
        EXPECT_EQ(reading.message(), "");
        EXPECT_TRUE(reading.reader().keepAlive());
        EXPECT_EQ(reading.record().text, "one two");
        EXPECT_EQ(reading.record().chunks.size(), 2u);
        EXPECT_EQ(reading.record().finishReason, "length");
    });
}

TEST(AnswerReader, stampsWhatItReads) {
    const Reading reading({kStreamHead, event(R"({"choices":[{"delta":{"content":""}}]})"),
                           token("a"), token("b"), token("c") + kFinish, kUsage, kDone, kEnd});
    const RequestRecord& record = reading.record();
    EXPECT_EQ(record.firstByte, Stamp(milliseconds(1)));
    EXPECT_EQ(record.firstToken, Stamp(milliseconds(3)));
    EXPECT_EQ(record.firstOutputToken, Stamp(milliseconds(3)));
    EXPECT_EQ(reading.chunks(),
              (std::vector<TokenEvent>{
                  {milliseconds(3), 0}, {milliseconds(4), 0}, {milliseconds(5), 0}}));
    EXPECT_EQ(record.finished, Stamp(milliseconds(8)));
    EXPECT_EQ(record.stampSource, StampSource::Kernel);
}

TEST(AnswerReader, keepsWhatTheServerTells) {
    const Reading reading({kStreamHead, token("a") + kFinish + kUsage + kDone + kEnd});
    const RequestRecord& record = reading.record();
    EXPECT_EQ(record.httpStatus, 200);
    EXPECT_EQ(record.promptTokens, 12);
    EXPECT_EQ(record.cachedTokens, 11);
    EXPECT_EQ(record.outputTokens, 6);
    EXPECT_EQ(record.tokenCountBasis, TokenCountBasis::Usage);
    EXPECT_THAT(record.server, UnorderedElementsAre(Pair("cache_n", 11), Pair("prompt_ms", 1.5)));
}

TEST(AnswerReader, countsChunksWhereThereIsNoUsage) {
    const Reading reading({kStreamHead, token("a") + token("b") + kFinish + kDone + kEnd});
    EXPECT_EQ(reading.record().outputTokens, 2);
    EXPECT_EQ(reading.record().tokenCountBasis, TokenCountBasis::Chunks);
    EXPECT_FALSE(reading.record().promptTokens);
}

TEST(AnswerReader, tellsReasoningFromOutput) {
    const Reading reading({kStreamHead,
                           event(R"({"choices":[{"delta":{"reasoning_content":"hm"}}]})"),
                           token("a"), kFinish, kEnd});
    EXPECT_EQ(reading.record().firstToken, Stamp(milliseconds(2)));
    EXPECT_EQ(reading.record().firstOutputToken, Stamp(milliseconds(3)));
    EXPECT_EQ(reading.record().text, "a");
}

TEST(AnswerReader, knowsTheTokensOfEachChunkFromTheServersCount) {
    const Reading reading(
        {kStreamHead, counted("a", 1), counted("b", 3), counted("c", 4), kFinish, kEnd});
    EXPECT_EQ(reading.chunks(),
              (std::vector<TokenEvent>{
                  {milliseconds(2), 1}, {milliseconds(3), 2}, {milliseconds(4), 1}}));
}

TEST(AnswerReader, knowsThemFromContinuousUsageToo) {
    const auto usage = [](int n) {
        return ",\"usage\":{\"completion_tokens\":" + std::to_string(n) + "}";
    };
    const Reading reading({kStreamHead, token("a", usage(1)), token("b", usage(3)), kFinish, kEnd});
    EXPECT_EQ(reading.chunks(),
              (std::vector<TokenEvent>{{milliseconds(2), 1}, {milliseconds(3), 2}}));
    EXPECT_EQ(reading.record().outputTokens, 3);
}

TEST(AnswerReader, takesTwoPartsOfOneTokenForOneChunk) {
    const Reading reading(
        {kStreamHead, counted("a", 1), counted("b", 2) + counted("c", 2), kFinish, kEnd});
    EXPECT_EQ(reading.chunks(),
              (std::vector<TokenEvent>{{milliseconds(2), 1}, {milliseconds(3), 1}}));
    EXPECT_EQ(reading.record().text, "abc");
}

TEST(AnswerReader, aWholeAnswerHasNoChunks) {
    forEverySplit(json(200, R"({"choices":[{"finish_reason":"stop","message":{"content":"Hi"}}],)"
                            R"("usage":{"completion_tokens":3,"prompt_tokens":12}})"),
                  [](const auto& pieces) {
                      Reading reading;
                      for (const auto piece : pieces) {
                          reading.read(piece);
                      }
                      ASSERT_TRUE(reading.reader().done());
                      EXPECT_EQ(reading.message(), "");
                      EXPECT_EQ(reading.record().text, "Hi");
                      EXPECT_EQ(reading.record().outputTokens, 3);
                      EXPECT_FALSE(reading.record().firstToken);
                      EXPECT_TRUE(reading.reader().keepAlive());
                  });
}

TEST(AnswerReader, doesNotInsistOnDone) {
    Reading noDone({kStreamHead, token("a"), kFinish, kEnd});
    EXPECT_EQ(noDone.message(), "");
    EXPECT_TRUE(noDone.reader().done());

    Reading noFinishReason({kStreamHead, token("a"), kDone, kEnd});
    EXPECT_EQ(noFinishReason.message(), "");

    Reading cutAfterFinish({kStreamHead, token("a"), kFinish});
    EXPECT_FALSE(cutAfterFinish.reader().done());
    cutAfterFinish.end();
    EXPECT_TRUE(cutAfterFinish.reader().done());
    EXPECT_EQ(cutAfterFinish.message(), "");
    EXPECT_FALSE(cutAfterFinish.reader().keepAlive());
}

TEST(AnswerReader, aBodyWithoutLengthIsDoneWithDone) {
    Reading reading({"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n",
                     "data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: [DONE]\n\n"});
    EXPECT_TRUE(reading.reader().done());
    EXPECT_EQ(reading.message(), "");
    EXPECT_FALSE(reading.reader().keepAlive());
}

TEST(AnswerReader, bytesAfterTheAnswerSpoilTheConnection) {
    const Reading reading({kStreamHead, token("a") + kFinish + kEnd + "HTTP/1.1 400 x"});
    EXPECT_EQ(reading.message(), "");
    EXPECT_FALSE(reading.reader().keepAlive());
}

TEST(AnswerReader, saysHowAStreamWasCut) {
    Reading endOfBody({kStreamHead, token("a") + token("b") + kEnd});
    EXPECT_EQ(endOfBody.category(), ErrorCategory::Truncated);
    EXPECT_EQ(endOfBody.message(),
              "the stream ended after 2 chunks without [DONE] or finish_reason");
    EXPECT_TRUE(endOfBody.reader().keepAlive());
    EXPECT_EQ(endOfBody.record().outputTokens, 2);

    Reading closed({kStreamHead, token("a")});
    closed.end();
    EXPECT_EQ(closed.category(), ErrorCategory::Truncated);
    EXPECT_EQ(closed.message(), "the server closed the connection after 1 chunks");

    Reading reset({kStreamHead});
    reset.end(false);
    EXPECT_EQ(reset.message(), "the server reset the connection after 0 chunks");

    Reading early({"HTTP/1.1 200 OK\r\n"});
    early.end();
    EXPECT_EQ(early.category(), ErrorCategory::Truncated);
    EXPECT_EQ(early.message(), "the server closed the connection before it answered");

    Reading whole(
        {"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"});
    whole.end();
    EXPECT_EQ(whole.category(), ErrorCategory::Truncated);
    EXPECT_EQ(whole.message(), "the server closed the connection within its answer");
}

TEST(AnswerReader, aResetDoesNotCompleteABodyWithoutLength) {
    Reading reading({"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"choices\":[]}"});
    reading.end(false);
    EXPECT_EQ(reading.category(), ErrorCategory::Truncated);
}

TEST(AnswerReader, countsHttpErrorsByTheirClassWithTheServersWords) {
    const Reading busy({json(429, R"({"error":{"message":"slow down","code":429}})")});
    EXPECT_EQ(busy.category(), ErrorCategory::Http4xx);
    EXPECT_EQ(busy.message(), "HTTP 429: slow down (code 429)");
    EXPECT_EQ(busy.record().httpStatus, 429);
    EXPECT_TRUE(busy.reader().keepAlive()) << "read to its end";

    const Reading broken({json(503, R"({"error":"Loading model"})")});
    EXPECT_EQ(broken.category(), ErrorCategory::Http5xx);
    EXPECT_EQ(broken.message(), "HTTP 503: Loading model");

    const Reading moved(
        {"HTTP/1.1 301 Moved\r\nLocation: https://x/\r\nContent-Length: 0\r\n\r\n"});
    EXPECT_EQ(moved.category(), ErrorCategory::Protocol);
    EXPECT_EQ(moved.message(), "HTTP 301: redirected to https://x/");

    Reading cut({"HTTP/1.1 500 E\r\nContent-Length: 50\r\n\r\noops"});
    cut.end();
    EXPECT_EQ(cut.category(), ErrorCategory::Http5xx);
    EXPECT_EQ(cut.message(), "HTTP 500: oops");
}

TEST(AnswerReader, keepsTheWordsOfTheEngine) {
    const Reading inStream({kStreamHead, token("a"),
                            event(R"({"error":{"message":"slot broke","type":"server_error"}})")});
    EXPECT_EQ(inStream.category(), ErrorCategory::Engine);
    EXPECT_EQ(inStream.message(), "slot broke (type server_error)");
    EXPECT_EQ(inStream.record().chunks.size(), 1u);

    const Reading named({kStreamHead, chunk("event: error\ndata: out of memory\n\n")});
    EXPECT_EQ(named.category(), ErrorCategory::Engine);
    EXPECT_EQ(named.message(), "out of memory");

    const Reading whole({json(200, R"({"error":"no such model"})")});
    EXPECT_EQ(whole.category(), ErrorCategory::Engine);
    EXPECT_EQ(whole.message(), "no such model");
    EXPECT_TRUE(whole.reader().keepAlive());
}

TEST(AnswerReader, refusesWhatIsNoAnswer) {
    const Reading html(
        {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>"});
    EXPECT_EQ(html.category(), ErrorCategory::Protocol);
    EXPECT_EQ(html.message(),
              "the answer's content type is text/html, text/event-stream or application/json was "
              "expected");

    const Reading packed(
        {"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n"});
    EXPECT_EQ(packed.message(), "the answer is compressed (gzip), which was not asked for");

    const Reading notJson({kStreamHead, token("a"), event("nonsense")});
    EXPECT_EQ(notJson.category(), ErrorCategory::Protocol);
    EXPECT_THAT(notJson.message(), testing::StartsWith("event 2 is not JSON as it should be ("));
    EXPECT_THAT(notJson.message(), testing::EndsWith("\"nonsense\""));

    const Reading badUtf8({kStreamHead, event("{\"choices\":[{\"text\":\"\xff\"}]}")});
    EXPECT_EQ(badUtf8.category(), ErrorCategory::Protocol);
    EXPECT_THAT(badUtf8.message(), testing::HasSubstr("not valid UTF-8"));

    const Reading noChoices({json(200, R"({"hello":1})")});
    EXPECT_EQ(noChoices.message(), "the answer has no \"choices\": \"{\"hello\":1}\"");

    const Reading badChunk({kStreamHead, token("a"), "zz\r\n"});
    EXPECT_EQ(badChunk.category(), ErrorCategory::Protocol);
    EXPECT_FALSE(badChunk.reader().keepAlive());
}

TEST(AnswerReader, oneReadWithoutTheKernelsStampMakesTheRecordTheReaders) {
    Reading reading({kStreamHead});
    const_cast<AnswerReader&>(reading.reader())
        .read(token("a") + kFinish + kEnd, {milliseconds(5), StampSource::User});
    EXPECT_EQ(reading.record().stampSource, StampSource::User);
}

}  // namespace
}  // namespace sagebench
