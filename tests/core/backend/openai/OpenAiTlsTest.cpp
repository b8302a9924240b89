// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <cstdlib>

#include "backend/openai/ReusePolicy.h"
#include "base/Files.h"
#include "support/DriverHarness.h"
#include "support/FaultAnswers.h"
#include "support/FaultServer.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using test::Answer;
using test::DriverHarness;
using test::FaultServer;
using test::ReceivedRequest;
using testing::HasSubstr;
namespace answers = test::answers;

FaultServer::Options overTls(const std::string& names = "DNS:localhost,IP:127.0.0.1") {
    FaultServer::Options options;
    options.tls = true;
    options.tlsNames = names;
    return options;
}

OpenAiTarget secureTarget(int port, bool verify) {
    OpenAiTarget target = test::targetAt(port);
    target.base.https = true;
    target.tlsVerify = verify;
    return target;
}

/// Lets OpenSSL trust a test server's certificate.
class TrustedCertificate {
  public:
    explicit TrustedCertificate(const std::string& pem) {
        EXPECT_TRUE(writeFileAtomically(folder_ / "ca.pem", pem));
        setenv("SSL_CERT_FILE", (folder_ / "ca.pem").c_str(), 1);
    }
    ~TrustedCertificate() { unsetenv("SSL_CERT_FILE"); }

  private:
    test::TemporaryFolder folder_;
};

Answer threeTokens(const ReceivedRequest&) {
    return answers::stream(3);
}

TEST(OpenAiTls, refusesACertificateThatNobodyVouchesFor) {
    const FaultServer server(threeTokens, overTls());
    DriverHarness load(secureTarget(server.port(), true));
    load.driver().prepare(1, {});
    const RequestRecord& record = load.run();
    EXPECT_EQ(record.errorCategory, ErrorCategory::Tls);
    EXPECT_EQ(record.errorMessage,
              "127.0.0.1:" + std::to_string(server.port()) +
                  ": the server's certificate is not accepted: self-signed certificate; with "
                  "--backend-option tls_verify=false it is not checked");
    EXPECT_TRUE(server.requests().empty()) << "nothing was sent, the key neither";
}

TEST(OpenAiTls, doesNotCheckWhereToldNotTo) {
    const FaultServer server(threeTokens, overTls("DNS:elsewhere.example"));
    DriverHarness load(secureTarget(server.port(), false));
    const RequestRecord& record = load.run();
    EXPECT_EQ(record.outcome, Outcome::Ok) << record.errorMessage;
    EXPECT_EQ(record.text, "t0 t1 t2 ");
    EXPECT_EQ(record.stampSource, StampSource::User);
}

TEST(OpenAiTls, acceptsATrustedCertificateForTheAddressOrTheName) {
    const FaultServer server(threeTokens, overTls());
    const TrustedCertificate trusted(server.certificate());
    EXPECT_EQ(DriverHarness(secureTarget(server.port(), true)).run().errorMessage, "");
    OpenAiTarget byName = secureTarget(server.port(), true);
    byName.base.host = "localhost";
    EXPECT_EQ(DriverHarness(byName).run().errorMessage, "");
}

TEST(OpenAiTls, refusesATrustedCertificateForAnotherName) {
    const FaultServer server(threeTokens, overTls("DNS:elsewhere.example"));
    const TrustedCertificate trusted(server.certificate());
    EXPECT_THAT(DriverHarness(secureTarget(server.port(), true)).run().errorMessage,
                HasSubstr("is not accepted: IP address mismatch"));
    OpenAiTarget byName = secureTarget(server.port(), true);
    byName.base.host = "localhost";
    EXPECT_THAT(DriverHarness(byName).run().errorMessage,
                HasSubstr("is not accepted: hostname mismatch"));
}

TEST(OpenAiTls, aHandshakeThatNeverEndsCanBeCancelled) {
    const FaultServer server(threeTokens);
    DriverHarness load(secureTarget(server.port(), true));
    ActiveRequest& request = load.submit();
    // The server speaks no TLS: it waits for the end of a request that is none.
    load.runFor(std::chrono::milliseconds(50));
    load.cancel(request, ErrorCategory::Timeout, "no answer within 1 s");
    EXPECT_FALSE(request.record.sent);
}

TEST(OpenAiTls, saysThatTheServerLeftWithinTheHandshake) {
    FaultServer::Options options;
    options.closeIdleAfter = std::chrono::milliseconds(10);
    const FaultServer server(threeTokens, options);
    const RequestRecord record = DriverHarness(secureTarget(server.port(), true)).run();
    EXPECT_EQ(record.errorCategory, ErrorCategory::Tls);
    EXPECT_THAT(record.errorMessage, HasSubstr("within the TLS handshake"));
}

TEST(OpenAiTls, keepsAndReplacesConnectionsAsWithoutTls) {
    const FaultServer server(
        [](const ReceivedRequest& request) {
            return request.number == 3 ? Answer().close() : answers::stream(3);
        },
        overTls());
    DriverHarness load(secureTarget(server.port(), false));
    load.run();
    load.runFor(2 * ReusePolicy::kProbation);
    load.run();
    load.run();
    EXPECT_EQ(server.connections(), 1);
    const RequestRecord& sentAgain = load.run();
    EXPECT_EQ(sentAgain.outcome, Outcome::Ok) << sentAgain.errorMessage;
    EXPECT_EQ(sentAgain.reconnects, 1);
    EXPECT_EQ(server.connections(), 2);
}

TEST(OpenAiTls, readsAndWritesAcrossRecords) {
    const std::string text(1 << 20, 'x');
    const FaultServer server(
        [&](const ReceivedRequest&) {
            return Answer().send(test::wire::streamHead() + test::wire::token(text) +
                                 test::wire::finish(1) + test::wire::lastChunk());
        },
        overTls());
    OpenAiTarget target = secureTarget(server.port(), false);
    target.bodyJson["filler"] = "\"" + text + "\"";
    DriverHarness load(target);
    EXPECT_EQ(load.run().text.size(), text.size());
    EXPECT_GT(server.requests()[0].body.size(), text.size());
}

}  // namespace
}  // namespace sagebench
