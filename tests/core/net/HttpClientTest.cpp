// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include "base/Files.h"
#include "support/ScriptedHttpServer.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using test::ScriptedHttpServer;
using test::TestCertificate;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

HttpClient clientOf(const ScriptedHttpServer& server, HttpClient::Config config = {}) {
    return HttpClient(Url::parse(server.url()).value(), std::move(config));
}

/// A port on which nothing listens any more.
int freePort() {
    return ScriptedHttpServer().port();
}

TEST(HttpClient, getsStatusTypeAndBody) {
    ScriptedHttpServer server;
    server.on("/metrics", {.status = 501, .contentType = "text/plain", .body = "none here"});
    auto client = clientOf(server);
    const auto answer = client.get("/metrics");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 501);
    EXPECT_EQ(answer->contentType, "text/plain");
    EXPECT_EQ(answer->body, "none here");
}

TEST(HttpClient, postsJsonWithItsHeaders) {
    ScriptedHttpServer server;
    server.on("/tokenize", {.body = "{}"});
    auto client = clientOf(server, {.headers = {{"Authorization", "Bearer k"}, {"X-Team", "a b"}}});
    ASSERT_TRUE(client.post("/tokenize", R"({"content":"x"})"));
    const auto seen = server.requests();
    ASSERT_THAT(seen, SizeIs(1));
    EXPECT_EQ(seen[0].method, "POST");
    EXPECT_EQ(seen[0].body, R"({"content":"x"})");
    EXPECT_EQ(seen[0].headers.at("content-type"), "application/json");
    EXPECT_EQ(seen[0].headers.at("authorization"), "Bearer k");
    EXPECT_EQ(seen[0].headers.at("x-team"), "a b");
    EXPECT_EQ(seen[0].headers.at("host"), "127.0.0.1:" + std::to_string(server.port()));
}

TEST(HttpClient, keepsItsConnection) {
    ScriptedHttpServer server;
    server.on("/a", {.body = "1"});
    auto client = clientOf(server);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(client.get("/a").value().body, "1");
    }
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, opensANewOneWhereTheServerClosedTheIdleOne) {
    ScriptedHttpServer server;
    server.on("/a", {.body = "1", .closeAfterwards = true});
    auto client = clientOf(server);
    EXPECT_EQ(client.get("/a").value().body, "1");
    EXPECT_EQ(client.get("/a").value().body, "1");
    EXPECT_EQ(server.connections(), 2);
}

TEST(HttpClient, doesNotRepeatOnAFreshConnection) {
    ScriptedHttpServer server;
    server.on("/a", [](const auto&) { return test::ScriptedAnswer{.raw = " "}; });
    auto client = clientOf(server);
    EXPECT_FALSE(client.get("/a"));
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, saysThatNobodyListens) {
    const std::string url = "http://127.0.0.1:" + std::to_string(freePort());
    HttpClient client(Url::parse(url).value(), {});
    const auto answer = client.get("/v1/models");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(answer.error().message, url + ": connection refused; is the server running?");
}

TEST(HttpClient, saysThatThereIsNoSuchHost) {
    HttpClient client(Url::parse("http://nowhere.invalid:8000").value(), {});
    const auto answer = client.get("/");
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message, StartsWith("http://nowhere.invalid:8000: "));
}

TEST(HttpClient, givesUpAtItsTimeout) {
    ScriptedHttpServer server;
    server.on("/slow", {.never = true});
    auto client = clientOf(server, {.timeout = std::chrono::milliseconds(50)});
    const auto answer = client.get("/slow");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message, server.url() + "/slow: no answer within 0.05 s");
    server.on("/slow", {.body = "now"});
    EXPECT_EQ(client.get("/slow").value().body, "now");
}

TEST(HttpClient, stopsWhenAsked) {
    ScriptedHttpServer server;
    std::stop_source stop;
    server.on("/slow", [&](const auto&) {
        stop.request_stop();
        return test::ScriptedAnswer{.never = true};
    });
    auto client = clientOf(server, {.timeout = std::chrono::hours(1)});
    const auto answer = client.get("/slow", stop.get_token());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Cancelled);
}

TEST(HttpClient, saysThatItIsNoHttp) {
    ScriptedHttpServer server;
    server.on("/", {.raw = "220 smtp.example.org ESMTP\r\n\r\n"});
    auto client = clientOf(server);
    EXPECT_THAT(client.get("/").error().message, HasSubstr("not an HTTP answer"));
}

TEST(HttpClient, readsAChunkedBody) {
    ScriptedHttpServer server;
    server.on("/", {.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
                           "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"});
    auto client = clientOf(server);
    EXPECT_EQ(client.get("/").value().body, "abcde");
}

/// While it lives, the system's trusted certificates are these.
class Trusted {
  public:
    explicit Trusted(const TestCertificate& certificate) {
        (void)writeFileAtomically(folder_ / "ca.pem", certificate.pem());
        setenv("SSL_CERT_FILE", (folder_ / "ca.pem").c_str(), 1);
    }
    ~Trusted() { unsetenv("SSL_CERT_FILE"); }

  private:
    test::TemporaryFolder folder_;
};

TEST(HttpClientTls, acceptsATrustedCertificateOfThisHost) {
    const TestCertificate certificate("IP:127.0.0.1");
    const Trusted trusted(certificate);
    ScriptedHttpServer server(&certificate);
    server.on("/a", {.body = "secret"});
    auto client = clientOf(server);
    for (int i = 0; i < 2; ++i) {
        const auto answer = client.get("/a");
        ASSERT_TRUE(answer) << answer.error().message;
        EXPECT_EQ(answer->body, "secret");
    }
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClientTls, refusesAnUnknownCertificate) {
    const TestCertificate certificate("IP:127.0.0.1");
    ScriptedHttpServer server(&certificate);
    const auto answer = clientOf(server).get("/a");
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message,
                HasSubstr("certificate is not accepted: self-signed certificate"));
    EXPECT_THAT(server.requests(), SizeIs(0));
}

TEST(HttpClientTls, refusesACertificateOfAnotherHost) {
    const TestCertificate certificate("DNS:example.org");
    const Trusted trusted(certificate);
    ScriptedHttpServer server(&certificate);
    const auto byAddress = clientOf(server).get("/a");
    ASSERT_FALSE(byAddress);
    EXPECT_THAT(byAddress.error().message, HasSubstr("IP address mismatch"));
    HttpClient byName(Url{true, "localhost", static_cast<std::uint16_t>(server.port()), ""}, {});
    const auto answer = byName.get("/a");
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message, HasSubstr("hostname mismatch"));
}

TEST(HttpClientTls, asksNoQuestionsWhereTheUserWantsNone) {
    const TestCertificate certificate("DNS:example.org");
    ScriptedHttpServer server(&certificate);
    server.on("/a", {.body = "x"});
    EXPECT_EQ(clientOf(server, {.tlsVerify = false}).get("/a").value().body, "x");
}

TEST(HttpClientTls, saysThatTheServerSpeaksNoTls) {
    ScriptedHttpServer plain;
    HttpClient client(Url{true, "127.0.0.1", static_cast<std::uint16_t>(plain.port()), ""}, {});
    const auto answer = client.get("/a");
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message, StartsWith("https://127.0.0.1:"));
    EXPECT_THAT(answer.error().message, HasSubstr("does the server speak https there?"));
}

}  // namespace
}  // namespace sagebench
