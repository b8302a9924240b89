// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "FakeServers.h"

namespace sagebench {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

SessionConfig configFor(const Backend& backend, const std::string& url, const std::string& key,
                        std::map<std::string, std::string> options = {}) {
    SessionConfig config;
    config.spec.baseUrl = url;
    config.options = OptionValues::resolve(backend.describe(), options).value();
    config.key = Secret(key);
    config.timeout = std::chrono::seconds(20);
    return config;
}

Result<ConnectionReport> probed(const std::string& preset, const std::string& url,
                                const std::string& model = "", const std::string& key = "") {
    const OpenAiBackend backend(*findPreset(preset));
    SessionConfig config = configFor(backend, url, key);
    config.spec.model = model;
    return backend.probe(config, {});
}

TEST(OpenAiProbe, tellsWhatAnswersItsModelsAndItsRoundTrip) {
    ScriptedHttpServer server;
    beVllm(server);
    const auto report = probed("vllm", server.url());
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->engine.name, "vLLM");
    EXPECT_EQ(report->engine.version, "0.11.2");
    EXPECT_EQ(report->engine.model, "meta-llama/Llama-3.1-8B");
    EXPECT_THAT(report->models, ElementsAre("meta-llama/Llama-3.1-8B", "lora-a"));
    ASSERT_TRUE(report->roundTripMs);
    EXPECT_GT(*report->roundTripMs, 0);
    EXPECT_LT(*report->roundTripMs, 5000);
}

TEST(OpenAiProbe, asksForNoToken) {
    ScriptedHttpServer server;
    beVllm(server);
    ASSERT_TRUE(probed("vllm", server.url()));
    for (const SeenRequest& request : server.requests()) {
        EXPECT_EQ(request.method, "GET") << request.path;
    }
}

TEST(OpenAiProbe, aModelThatIsNotThereIsAWarningAndTheListStays) {
    ScriptedHttpServer server;
    beVllm(server);
    const auto report = probed("vllm", server.url(), "gpt-9");
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->engine.model, "");
    EXPECT_THAT(report->models, ElementsAre("meta-llama/Llama-3.1-8B", "lora-a"));
    EXPECT_THAT(report->engine.warnings, ElementsAre(HasSubstr("has no model \"gpt-9\"")));
}

TEST(OpenAiProbe, aServerWithoutAListIsReachedAllTheSame) {
    ScriptedHttpServer server;
    const auto report = probed("openai", server.url(), "m");
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->engine.model, "m");
    EXPECT_THAT(report->models, IsEmpty());
    EXPECT_TRUE(report->roundTripMs);
}

TEST(OpenAiProbe, saysThatNobodyListens) {
    const std::string url = ScriptedHttpServer().url();
    const auto report = probed("vllm", url);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(report.error().message, url + ": connection refused; is the server running?");
}

TEST(OpenAiProbe, saysThatTheKeyWasRefusedAndNeverShowsIt) {
    ScriptedHttpServer server;
    server.on("/v1/models", jsonAnswer({{"error", {{"message", "bad key sk-secret"}}}}, 401));
    const auto report = probed("openai", server.url(), "", "sk-secret");
    ASSERT_FALSE(report);
    EXPECT_THAT(report.error().message, HasSubstr("answered 401"));
    EXPECT_THAT(report.error().message, Not(HasSubstr("sk-secret")));
}

TEST(OpenAiProbe, saysThatTheCertificateWasNotChecked) {
    const TestCertificate certificate("DNS:example.org");
    ScriptedHttpServer server(&certificate);
    server.on("/v1/models", modelsPage({"m"}));
    EXPECT_THAT(probed("openai", server.url()).error().message,
                HasSubstr("certificate is not accepted"));
    const OpenAiBackend backend(*findPreset("openai"));
    const auto report =
        backend.probe(configFor(backend, server.url(), "", {{"tls_verify", "false"}}), {});
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_FALSE(report->engine.tlsVerified);
}

TEST(OpenAiProbe, isGivenUpWhenStopped) {
    ScriptedHttpServer server;
    server.on("/v1/models", {.never = true});
    const OpenAiBackend backend(*findPreset("openai"));
    std::stop_source stop;
    std::jthread stopper([&] {
        while (server.requests().empty()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        stop.request_stop();
    });
    const auto report = backend.probe(configFor(backend, server.url(), ""), stop.get_token());
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ErrorKind::Cancelled);
}

}  // namespace
}  // namespace sagebench
