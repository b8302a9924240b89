// SPDX-License-Identifier: GPL-3.0-or-later
// When connections are opened, kept, lost and opened again.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "backend/openai/ReusePolicy.h"
#include "support/DriverHarness.h"
#include "support/FaultAnswers.h"
#include "support/FaultServer.h"

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using test::Answer;
using test::DriverHarness;
using test::FaultServer;
using test::ReceivedRequest;
using test::targetAt;
namespace answers = test::answers;
namespace wire = test::wire;

/// Long enough for the driver to see that the server keeps its connections open.
void waitOutProbation(DriverHarness& load) {
    load.runFor(2 * ReusePolicy::kProbation);
}

TEST(OpenAiConnections, stampsAreInTheirOrder) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(3); });
    DriverHarness load(targetAt(server.port()));
    load.driver().prepare(1, {});
    const RequestRecord& r = load.run();
    ASSERT_EQ(r.outcome, Outcome::Ok) << r.errorMessage;
    EXPECT_LE(*r.connected, *r.scheduled) << "opened before time zero";
    EXPECT_LE(*r.scheduled, *r.sent);
    EXPECT_LE(*r.sent, *r.written);
    EXPECT_LE(*r.sent, *r.firstByte);
    EXPECT_LE(*r.firstByte, *r.firstToken);
    EXPECT_EQ(*r.firstToken, r.chunks.front().at);
    EXPECT_LE(r.chunks.back().at, *r.finished);
    EXPECT_LE(*r.finished, load.now());
    EXPECT_EQ(server.connections(), 1);
}

#ifdef __linux__
TEST(OpenAiConnections, stampsAreTheKernelsOnPlainTcp) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(3); });
    DriverHarness load(targetAt(server.port()));
    // The system may switch its stamping on a moment after it was asked to.
    int tries = 0;
    while (load.run().stampSource != StampSource::Kernel && tries < 1000) {
        ++tries;
    }
    EXPECT_LT(tries, 1000);
    ASSERT_NE(load.driver().readBacklog(), nullptr);
    EXPECT_GT(load.driver().readBacklog()->read().total(), 0u);
}
#endif

TEST(OpenAiConnections, theLoopMeasuresItsOwnLagWhileItIsWatched) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(3); });
    DriverHarness load(targetAt(server.port()));
    load.runFor(std::chrono::milliseconds(25));
    EXPECT_EQ(load.driver().loopLag()->read().total(), 0u);
    load.driver().beginWatch();
    const Nanos late = load.now() + std::chrono::milliseconds(60);
    while (load.now() <
           late) {  // busy elsewhere: the ticks of this time are late, each by what is left
    }
    load.runFor(std::chrono::milliseconds(5));
    const LatencyHistogram lag = load.driver().loopLag()->read();
    EXPECT_GE(lag.total(), 6u);
    EXPECT_GE(*lag.percentile(100), std::chrono::milliseconds(48));
}

#ifdef __linux__
TEST(OpenAiConnections, segmentsAreCountedOverOpenAndClosedConnections) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(3); });
    DriverHarness load(targetAt(server.port()));
    EXPECT_EQ(load.driver().network(), std::nullopt);
    load.run();
    const auto first = load.driver().network();
    ASSERT_TRUE(first);
    EXPECT_GE(first->segments, 4u);
    load.run();
    EXPECT_GT(load.driver().network()->segments, first->segments);
}
#endif

TEST(OpenAiConnections, areOpenedBeforeTimeZeroAndUsed) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(1); });
    DriverHarness load(targetAt(server.port()));
    load.driver().prepare(20, {});
    load.onFinished = [](ActiveRequest& request) {
        EXPECT_LE(*request.record.connected, *request.record.scheduled);
    };
    for (int i = 0; i < 20; ++i) {
        load.submit();
    }
    load.runUntil([&] { return load.finishedCount() == 20; });
    EXPECT_EQ(server.connections(), 20);
}

TEST(OpenAiConnections, preparationCanBeStopped) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(1); });
    DriverHarness load(targetAt(server.port()));
    std::stop_source stop;
    stop.request_stop();
    load.driver().prepare(20, stop.get_token());
    EXPECT_EQ(load.run().outcome, Outcome::Ok) << "and the driver still works";
}

TEST(OpenAiConnections, areReusedOnceTheServerWasSeenToKeepThem) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(2); });
    DriverHarness load(targetAt(server.port()));
    load.run();
    waitOutProbation(load);
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(load.run().outcome, Outcome::Ok);
    }
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(server.requests().back().onConnection, 10);
}

TEST(OpenAiConnections, thatTheServerClosesAfterEachAnswerCostNoRequest) {
    const FaultServer server([](const ReceivedRequest&) { return answers::streamThenClose(2); });
    DriverHarness load(targetAt(server.port()));
    int reconnects = 0;
    for (int i = 0; i < 10; ++i) {
        const RequestRecord& record = load.run();
        EXPECT_EQ(record.outcome, Outcome::Ok) << record.errorMessage;
        reconnects += record.reconnects;
    }
    EXPECT_LE(reconnects, 1) << "what was learned from is not done again";
}

TEST(OpenAiConnections, foundClosedBeforeWritingAreOpenedAgain) {
    FaultServer::Options options;
    options.closeIdleAfter = milliseconds(30);
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(1); }, options);
    DriverHarness load(targetAt(server.port()));
    load.driver().prepare(1, {});
    load.runFor(milliseconds(200));
    const RequestRecord& record = load.run();
    EXPECT_EQ(record.outcome, Outcome::Ok) << record.errorMessage;
    EXPECT_EQ(record.reconnects, 0);
    EXPECT_EQ(server.connections(), 2);
}

struct LostCase {
    const char* name;
    Answer answer;
};
class OpenAiLostConnection : public testing::TestWithParam<LostCase> {};

TEST_P(OpenAiLostConnection, isReplacedAndTheRequestSentOnceMore) {
    const FaultServer server([&](const ReceivedRequest& request) {
        return request.onConnection == 0 ? answers::stream(2) : GetParam().answer;
    });
    DriverHarness load(targetAt(server.port()));
    load.run();
    waitOutProbation(load);
    const RequestRecord& record = load.run();
    EXPECT_EQ(record.outcome, Outcome::Ok) << record.errorMessage;
    EXPECT_EQ(record.reconnects, 1);
    EXPECT_EQ(record.chunks.size(), 2u);
    EXPECT_EQ(server.requests().size(), 3u);
    EXPECT_EQ(server.requests()[1].body, server.requests()[2].body);
    EXPECT_LE(*record.connected, *record.sent) << "the first `sent` stays";
}

INSTANTIATE_TEST_SUITE_P(All, OpenAiLostConnection,
                         testing::Values(LostCase{"closed", Answer().close()},
                                         LostCase{"reset", Answer().reset()}),
                         [](const auto& one) { return one.param.name; });

TEST(OpenAiConnections, aRequestIsSentOnlyOnceMore) {
    const FaultServer server([](const ReceivedRequest& request) {
        return request.number == 0 ? answers::stream(2) : Answer().close();
    });
    DriverHarness load(targetAt(server.port()));
    load.run();
    waitOutProbation(load);
    const RequestRecord& record = load.run();
    EXPECT_EQ(record.errorCategory, ErrorCategory::Truncated);
    EXPECT_EQ(record.reconnects, 1);
    EXPECT_EQ(server.requests().size(), 3u);
}

TEST(OpenAiConnections, oneThatSaysCloseIsNotKept) {
    const FaultServer server([](const ReceivedRequest&) {
        return Answer()
            .send(wire::head(200, "Content-Type: text/event-stream\r\nConnection: close\r\n") +
                  "data: {\"choices\":[{\"text\":\"a\",\"finish_reason\":\"stop\"}]}\n\n")
            .close();
    });
    DriverHarness load(targetAt(server.port()));
    for (int i = 0; i < 3; ++i) {
        const RequestRecord& record = load.run();
        EXPECT_EQ(record.outcome, Outcome::Ok) << record.errorMessage;
        EXPECT_EQ(record.reconnects, 0);
    }
    EXPECT_EQ(server.connections(), 3);
}

TEST(OpenAiConnections, errorsLeaveTheConnectionUsable) {
    const FaultServer server([](const ReceivedRequest& request) {
        return request.number % 2 == 0 ? answers::stream(1)
                                       : answers::error(429, R"({"error":"busy"})");
    });
    DriverHarness load(targetAt(server.port()));
    load.run();
    waitOutProbation(load);
    for (int i = 0; i < 6; ++i) {
        load.run();
    }
    EXPECT_EQ(server.connections(), 1);
}

TEST(OpenAiConnections, longRequestsAreWrittenWhole) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(1); });
    OpenAiTarget target = targetAt(server.port());
    target.bodyJson["filler"] = "\"" + std::string(4 << 20, 'x') + "\"";
    DriverHarness load(target);
    const RequestRecord& record = load.run();
    EXPECT_EQ(record.outcome, Outcome::Ok) << record.errorMessage;
    EXPECT_TRUE(record.written);
    EXPECT_GT(server.requests()[0].body.size(), std::size_t{4} << 20);
}

TEST(OpenAiConnections, aNameIsLookedUp) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(1); });
    OpenAiTarget target = targetAt(server.port());
    target.base.host = "localhost";
    DriverHarness load(target);
    load.driver().prepare(2, {});
    EXPECT_EQ(load.run().outcome, Outcome::Ok);
}

TEST(OpenAiConnections, theNextRequestCanBeHandedOverFromFinished) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(3); });
    DriverHarness load(targetAt(server.port()));
    load.driver().prepare(4, {});
    load.onFinished = [&](ActiveRequest& request) {
        EXPECT_EQ(request.record.outcome, Outcome::Ok) << request.record.errorMessage;
        if (load.finishedCount() <= 96) {
            load.submit();
        }
    };
    for (int i = 0; i < 4; ++i) {
        load.submit();
    }
    load.runUntil([&] { return load.finishedCount() == 100; });
}

TEST(OpenAiConnections, severalRequestsRunAtOnceThoughSomeFail) {
    const FaultServer server([](const ReceivedRequest& request) {
        return request.number % 3 == 0 ? answers::resetAfter(1) : answers::stream(3);
    });
    DriverHarness load(targetAt(server.port()));
    int ok = 0;
    load.onFinished = [&](ActiveRequest& request) { ok += request.record.outcome == Outcome::Ok; };
    for (int i = 0; i < 30; ++i) {
        load.submit();
    }
    load.runUntil([&] { return load.finishedCount() == 30; });
    EXPECT_EQ(ok, 20);
}

TEST(OpenAiDriver, comesBackWhenWoken) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(1); });
    DriverHarness load(targetAt(server.port()));
    std::thread waker([&] { load.driver().wake(); });
    load.driver().runUntil(kNever);
    waker.join();
    load.driver().wake();
    load.driver().runUntil(kNever);
    load.run();
}

TEST(OpenAiDriver, comesBackAtItsDeadlineAndNotBefore) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stream(1); });
    DriverHarness load(targetAt(server.port()));
    load.driver().runUntil(load.now() + milliseconds(1));
    for (const auto wait : {milliseconds(30), milliseconds(3)}) {
        const Nanos deadline = load.now() + wait;
        load.driver().runUntil(deadline);
        EXPECT_GE(load.now(), deadline) << "with nothing to do it waits";
    }
}

TEST(OpenAiDriver, isSafeToDropWithRequestsUnderWay) {
    const FaultServer server([](const ReceivedRequest&) { return answers::stallAfter(1); });
    DriverHarness load(targetAt(server.port()));
    ActiveRequest& first = load.submit();
    load.runUntil([&] { return first.record.firstToken.has(); });
    load.submit();
}

}  // namespace
}  // namespace sagebench
