// SPDX-License-Identifier: GPL-3.0-or-later
// Every way in which a server can fail has its category and its words, and does not hurt the next.
#include <gmock/gmock.h>

#include "support/DriverHarness.h"
#include "support/FaultAnswers.h"
#include "support/FaultServer.h"

namespace sagebench {
namespace {

using test::Answer;
using test::DriverHarness;
using test::FaultServer;
using test::ReceivedRequest;
using test::targetAt;
using testing::HasSubstr;
namespace answers = test::answers;
namespace wire = test::wire;

struct FaultCase {
    const char* name;
    Answer answer;
    ErrorCategory category;
    const char* message;  ///< after "127.0.0.1:PORT: "
};

class OpenAiFaults : public testing::TestWithParam<FaultCase> {};

TEST_P(OpenAiFaults, hasItsCategoryAndTheNextRequestIsFine) {
    const FaultServer server([&](const ReceivedRequest& request) {
        return request.number == 0 ? GetParam().answer : answers::stream(2);
    });
    DriverHarness load(targetAt(server.port()));
    const RequestRecord& failed = load.run();
    EXPECT_EQ(failed.outcome, Outcome::Failed);
    EXPECT_EQ(failed.errorCategory, GetParam().category);
    EXPECT_THAT(failed.errorMessage,
                testing::StartsWith("127.0.0.1:" + std::to_string(server.port()) + ": "));
    EXPECT_THAT(failed.errorMessage, HasSubstr(GetParam().message));
    EXPECT_EQ(failed.reconnects, 0);

    const RequestRecord& next = load.run();
    EXPECT_EQ(next.outcome, Outcome::Ok) << next.errorMessage;
    EXPECT_EQ(next.text, "t0 t1 ");
}

std::string streamWith(const std::string& bytes) {
    return wire::streamHead() + bytes;
}

INSTANTIATE_TEST_SUITE_P(
    All, OpenAiFaults,
    testing::Values(
        FaultCase{"resetsMidStream", answers::resetAfter(3), ErrorCategory::Truncated,
                  "the server reset the connection after 3 chunks"},
        FaultCase{"closesMidStream", answers::cutAfter(3), ErrorCategory::Truncated,
                  "the server closed the connection after 3 chunks"},
        FaultCase{"closesBeforeItAnswers", Answer().close(), ErrorCategory::Truncated,
                  "the server closed the connection before it answered"},
        FaultCase{"endsWithoutFinish", answers::endWithoutFinish(3), ErrorCategory::Truncated,
                  "the stream ended after 3 chunks without [DONE] or finish_reason"},
        FaultCase{"malformedHttpChunk", answers::bytesAfter(3, "zz\r\n"), ErrorCategory::Protocol,
                  "malformed chunked body: \"z\" where a chunk's size was expected"},
        FaultCase{"malformedJson", answers::eventAfter(3, "{\"choices\":[{]}"),
                  ErrorCategory::Protocol, "event 5 is not JSON as it should be"},
        FaultCase{"invalidUtf8", answers::eventAfter(3, "{\"choices\":[{\"text\":\"\xc3\x28\"}]}"),
                  ErrorCategory::Protocol, "not valid UTF-8"},
        FaultCase{"noHttp", Answer().send("220 mail ready\r\n").stall(), ErrorCategory::Protocol,
                  "the answer is not HTTP/1.x, it begins with \"220 mail ready\""},
        FaultCase{"wrongContentType", Answer().send(wire::whole(200, "text/html", "<p>Hello</p>")),
                  ErrorCategory::Protocol, "the answer's content type is text/html"},
        FaultCase{"busy", answers::error(429, R"({"error":{"message":"slow down","code":429}})"),
                  ErrorCategory::Http4xx, "HTTP 429: slow down (code 429)"},
        FaultCase{"broken", answers::error(500, R"({"error":{"message":"oh no"}})"),
                  ErrorCategory::Http5xx, "HTTP 500: oh no"},
        FaultCase{"errorInStream", answers::eventAfter(3, R"({"error":{"message":"slot broke"}})"),
                  ErrorCategory::Engine, "slot broke"},
        FaultCase{"errorWithStatus200", answers::error(200, R"({"error":"no such model"})"),
                  ErrorCategory::Engine, "no such model"},
        FaultCase{"longMessage", answers::error(500, std::string(1 << 20, 'x')),
                  ErrorCategory::Http5xx, "xxx…"}),
    [](const auto& one) { return one.param.name; });

struct GoodCase {
    const char* name;
    Answer answer;
    const char* text;
    std::size_t chunks;
};

class OpenAiAnswers : public testing::TestWithParam<GoodCase> {};

TEST_P(OpenAiAnswers, isRead) {
    const FaultServer server([&](const ReceivedRequest&) { return GetParam().answer; });
    DriverHarness load(targetAt(server.port()));
    const RequestRecord& record = load.run();
    EXPECT_EQ(record.outcome, Outcome::Ok) << record.errorMessage;
    EXPECT_EQ(record.text, GetParam().text);
    EXPECT_EQ(record.chunks.size(), GetParam().chunks);
    EXPECT_EQ(record.httpStatus, 200);
}

const std::string& longText() {
    static const std::string text(1 << 20, 'x');
    return text;
}

INSTANTIATE_TEST_SUITE_P(
    All, OpenAiAnswers,
    testing::Values(
        GoodCase{"stream", answers::stream(3), "t0 t1 t2 ", 3},
        GoodCase{"byteByByte", answers::streamByteByByte(3), "t0 t1 t2 ", 3},
        GoodCase{"withoutDone", answers::withoutDone(2), "t0 t1 ", 2},
        GoodCase{"notStreamed", answers::whole("Hello"), "Hello", 0},
        GoodCase{"longLines",
                 Answer().send(streamWith(wire::token(longText()) + wire::finish(1) +
                                          wire::lastChunk())),
                 longText().c_str(), 1},
        GoodCase{"closedAfterFinish",
                 Answer().send(streamWith(wire::token("a") + wire::finish(1))).close(), "a", 1},
        GoodCase{"informationalHead",
                 Answer().send("HTTP/1.1 100 Continue\r\n\r\n" +
                               streamWith(wire::token("a") + wire::finish(1) + wire::lastChunk())),
                 "a", 1}),
    [](const auto& one) { return one.param.name; });

TEST(OpenAiDriver, saysThatAServerRefuses) {
    const test::RefusingPort nobody;
    DriverHarness load(targetAt(nobody.port()));
    load.driver().prepare(2, {});
    const RequestRecord& record = load.run();
    EXPECT_EQ(record.errorCategory, ErrorCategory::Connect);
    EXPECT_EQ(record.errorMessage,
              "127.0.0.1:" + std::to_string(nobody.port()) + ": can't connect: Connection refused");
    EXPECT_FALSE(record.sent);
    EXPECT_FALSE(record.connected);
}

TEST(OpenAiDriver, saysThatAHostIsNotFound) {
    OpenAiTarget target = targetAt(80);
    target.base.host = "no-such-host.invalid";
    DriverHarness load(target);
    ActiveRequest& one = load.submit();
    ActiveRequest& two = load.submit();
    load.runUntil([&] { return load.finishedCount() == 2; });
    EXPECT_EQ(one.record.errorCategory, ErrorCategory::Connect);
    EXPECT_EQ(two.record.errorCategory, ErrorCategory::Connect);
    EXPECT_THAT(one.record.errorMessage,
                HasSubstr("no-such-host.invalid:80: can't find the host: "));
}

TEST(OpenAiDriver, aStalledRequestIsCancelledWithWhatItHad) {
    const FaultServer server([](const ReceivedRequest& request) {
        return request.number == 0 ? answers::stallAfter(3) : answers::stream(1);
    });
    DriverHarness load(targetAt(server.port()));
    ActiveRequest& stalled = load.submit();
    load.runUntil([&] { return stalled.record.chunks.size() == 3; });
    load.cancel(stalled, ErrorCategory::Timeout, "no answer within 1 s");
    EXPECT_TRUE(DriverHarness::isFinished(stalled)) << "before cancel() returns";
    EXPECT_EQ(stalled.record.outcome, Outcome::Failed);
    EXPECT_EQ(stalled.record.errorCategory, ErrorCategory::Timeout);
    EXPECT_EQ(stalled.record.errorMessage, "no answer within 1 s");
    EXPECT_EQ(stalled.record.outputTokens, 3);
    EXPECT_EQ(load.run().outcome, Outcome::Ok);
}

TEST(OpenAiDriver, anEndlessAnswerCanBeCancelled) {
    const FaultServer server([](const ReceivedRequest&) { return answers::endless(); });
    DriverHarness load(targetAt(server.port()));
    ActiveRequest& endless = load.submit();
    load.runUntil([&] { return endless.record.chunks.size() >= 20; });
    load.driver().cancel(endless, Outcome::Cancelled, ErrorCategory::Cancelled, "");
    EXPECT_EQ(endless.record.outcome, Outcome::Cancelled);
    EXPECT_EQ(load.finishedCount(), 1u);
}

TEST(OpenAiDriver, aRequestThatIsStillConnectingCanBeCancelled) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(1); });
    DriverHarness load(targetAt(server.port()));
    ActiveRequest& request = load.submit();
    load.driver().cancel(request, Outcome::Cancelled, ErrorCategory::Cancelled, "");
    EXPECT_TRUE(DriverHarness::isFinished(request));
    EXPECT_FALSE(request.record.sent);
    EXPECT_EQ(load.run().outcome, Outcome::Ok);
}

TEST(OpenAiDriver, theKeyIsInNoMessage) {
    const FaultServer server([](const ReceivedRequest&) {
        return answers::error(401, R"({"error":"key sk-secret-1 is not known"})");
    });
    OpenAiTarget target = targetAt(server.port());
    target.key = Secret("sk-secret-1");
    DriverHarness load(target);
    EXPECT_THAT(load.run().errorMessage, testing::EndsWith("HTTP 401: key *** is not known"));
    EXPECT_THAT(server.requests()[0].head, HasSubstr("Authorization: Bearer sk-secret-1\r\n"));
}

}  // namespace
}  // namespace sagebench
