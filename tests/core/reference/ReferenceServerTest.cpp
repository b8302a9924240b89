// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/ReferenceServer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>

#ifdef __linux__
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

#include "net/HttpClient.h"

namespace sagebench {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// A server that runs while it is there.
class RunningServer {
  public:
    explicit RunningServer(ReferencePace pace)
        : server_(ReferenceServer::listen(pace, 0, true).value()),
          thread_([this] { server_.run(stop_); }) {}
    ~RunningServer() { end(); }

    std::uint16_t port() const { return server_.port(); }
    HttpClient client() const { return client({}); }
    HttpClient client(HttpClient::Config config) const {
        return {Url::parse("http://127.0.0.1:" + std::to_string(server_.port())).value(),
                std::move(config)};
    }
    const std::vector<RequestTruth>& end() {
        stop_ = true;
        if (thread_.joinable()) {
            thread_.join();
        }
        return server_.log();
    }

  private:
    ReferenceServer server_;
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

std::string chat(int tokens, bool stream = true) {
    return R"({"messages":[{"role":"user","content":"a b c"}],"max_tokens":)" +
           std::to_string(tokens) + R"(,"stream":)" + (stream ? "true}" : "false}");
}

int countOf(const std::string& text, const std::string& part) {
    int count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

std::int64_t steadyNow() {
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

TEST(ReferenceServer, streamsTheTokensAskedForAndLogsThem) {
    RunningServer server({milliseconds(4), milliseconds(2)});
    HttpClient::Config config;
    config.headers["X-Request-Id"] = "measured-0";
    HttpClient client = server.client(config);
    const std::int64_t before = steadyNow();
    for (int i = 0; i < 2; ++i) {  // on one connection
        const auto answer = client.post("/v1/chat/completions", chat(3));
        ASSERT_TRUE(answer) << answer.error().message;
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(countOf(answer->body, "\"content\":\" word\""), 3);
        EXPECT_THAT(answer->body, HasSubstr("\"prompt_tokens\":3,"));
        EXPECT_THAT(answer->body, HasSubstr("data: [DONE]"));
    }
    const std::int64_t after = steadyNow();
    const auto& log = server.end();
    ASSERT_THAT(log, SizeIs(2));
    std::int64_t previous = before;
    for (const RequestTruth& truth : log) {
        EXPECT_EQ(truth.requestId, "measured-0");
        ASSERT_THAT(truth.departureNs, SizeIs(3));
        EXPECT_GT(truth.receivedNs, previous);
        // The schedule counts from the request and can't be ahead of itself.
        EXPECT_GE(truth.departureNs[0], truth.receivedNs + 4'000'000);
        EXPECT_GE(truth.departureNs[1], truth.receivedNs + 6'000'000);
        EXPECT_GE(truth.departureNs[2], truth.receivedNs + 8'000'000);
        previous = truth.departureNs[2];
    }
    EXPECT_LT(previous, after);
}

#ifdef __linux__
/// What is written to stderr, as it comes.
class ReadStderr {
  public:
    ReadStderr() : old_(dup(STDERR_FILENO)) {
        EXPECT_EQ(pipe(ends_), 0);
        dup2(ends_[1], STDERR_FILENO);
        close(ends_[1]);
    }
    /// Waits for something; nothing at its end.
    std::string next() {
        char buffer[4096];
        const auto size = read(ends_[0], buffer, sizeof buffer);
        return {buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
    }
    void end() { dup2(old_, STDERR_FILENO); }
    ~ReadStderr() {
        end();
        close(old_);
        close(ends_[0]);
    }

  private:
    int old_;
    int ends_[2]{};
};

TEST(ReferenceServer, acceptsLaterWhatItHasNoDescriptorFor) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer itself needs descriptors to look at an object's type";
#endif
    RunningServer server({milliseconds(1), milliseconds(1)});
    ReadStderr err;
    const int client = socket(AF_INET, SOCK_STREAM, 0);
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const rlimit less{static_cast<rlim_t>(client + 1), limit.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &less), 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_THAT(err.next(), HasSubstr("can't accept a connection, and tries again"));
    setrlimit(RLIMIT_NOFILE, &limit);
    EXPECT_TRUE(server.client().get("/v1/models")) << "behind the one that waits";
    err.end();
    EXPECT_EQ(err.next(), "") << "it was said once";
    close(client);
}
#endif

TEST(ReferenceServer, floods) {
    RunningServer server({.flood = true});
    const auto answer = server.client().post("/v1/chat/completions", chat(50000));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(countOf(answer->body, "\"content\":\" word\""), 50000);
    ASSERT_THAT(server.end(), SizeIs(1));
    EXPECT_THAT(server.end()[0].departureNs, SizeIs(50000));
}

TEST(ReferenceServer, floodsByOneWriteAToken) {
    RunningServer server({.flood = true, .writeEach = true});
    const auto answer = server.client().post("/v1/completions",
                                             R"({"prompt":[1,2],"max_tokens":300,"stream":true})");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(countOf(answer->body, "\"text\":\" word\""), 300);
    ASSERT_THAT(server.end(), SizeIs(1));
    const auto& departures = server.end()[0].departureNs;
    ASSERT_THAT(departures, SizeIs(300));
    EXPECT_LT(departures.front(), departures.back());
}

TEST(ReferenceServer, answersWholeAndAtOnceWhatIsNotStreamed) {
    RunningServer server({.firstToken = std::chrono::hours(1)});
    HttpClient client = server.client();
    EXPECT_THAT(client.get("/v1/models").value().body, HasSubstr("\"id\":\"reference\""));
    EXPECT_EQ(client.get("/metrics").value().status, 404);
    EXPECT_EQ(client.post("/v1/completions", "{}").value().status, 400);
    const auto answer = client.post("/v1/chat/completions", chat(2, false)).value();
    EXPECT_THAT(answer.body, HasSubstr("\"content\":\" word word\""));
    ASSERT_THAT(server.end(), SizeIs(1));
    EXPECT_THAT(server.end()[0].departureNs, SizeIs(2));
}

TEST(ReferenceServer, outlivesAClientThatGoesAway) {
    RunningServer server({milliseconds(1), milliseconds(1)});
    HttpClient::Config impatient;
    impatient.timeout = milliseconds(20);
    EXPECT_FALSE(server.client(impatient).post("/v1/chat/completions", chat(100000)));
    EXPECT_EQ(server.client().post("/v1/chat/completions", chat(1)).value().status, 200);
    ASSERT_THAT(server.end(), SizeIs(2));
    EXPECT_LT(server.end()[0].departureNs.size(), 100000u);
    EXPECT_EQ(server.end()[0].requestId, "");
}

TEST(ReferenceServer, saysWhenAPortIsTaken) {
    const auto first = ReferenceServer::listen({}, 0, false);
    ASSERT_TRUE(first);
    const auto second = ReferenceServer::listen({}, first->port(), false);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Run);
    EXPECT_THAT(second.error().message, HasSubstr("can't listen on 127.0.0.1:"));
}

}  // namespace
}  // namespace sagebench
