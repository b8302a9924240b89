// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/OpenAiBackend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "FakeServers.h"

namespace sagebench {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Form = TokenCounter::Form;

std::unique_ptr<Session> opened(Result<std::unique_ptr<Session>> session) {
    EXPECT_TRUE(session) << session.error().message;
    return session ? std::move(*session) : nullptr;
}

std::string complaint(const Result<std::unique_ptr<Session>>& session) {
    EXPECT_FALSE(session);
    EXPECT_EQ(session ? ErrorKind::Run : session.error().kind, ErrorKind::Unavailable);
    return session ? "" : session.error().message;
}

TEST(OpenAiBackend, opensLlamaServerAndSaysWhatItIs) {
    ScriptedHttpServer server;
    beLlamaServer(server);
    const auto session = opened(openPreset("llama-server", server.url() + "/v1/"));
    EXPECT_EQ(session->info(), (EngineInfo{.backend = "llama-server",
                                           .name = "llama.cpp",
                                           .version = "b1-de3ff81",
                                           .model = "tiny.gguf",
                                           .endpoint = server.url() + "/v1/chat/completions",
                                           .warnings = {}}));
    EXPECT_EQ(session->serverMetrics()->url, server.url() + "/metrics");
    EXPECT_THAT(session->serverMetrics()->names.prefixMisses,
                ElementsAre("llamacpp:prompt_tokens_total"));
    EXPECT_EQ(session->process().where, EngineProcess::Where::LoopbackListener);
    EXPECT_EQ(session->process().port, server.port());
    EXPECT_EQ(session->endWindow(), EngineFigures());
}

TEST(OpenAiBackend, countsChatExactlyWithLlamaServersTemplate) {
    ScriptedHttpServer server;
    beLlamaServer(server);
    const auto session = opened(openPreset("llama-server", server.url()));
    EXPECT_EQ(session->tokenCounter().form(), Form::Text);
    EXPECT_EQ(session->tokenCounter().promptTokens("abc", {}).value(), 1 + 1 + 3 + 3 + 3);
}

TEST(OpenAiBackend, sendsIdsToCompletions) {
    ScriptedHttpServer server;
    beLlamaServer(server);
    const auto session =
        opened(openPreset("llama-server", server.url(), {{"endpoint", "completions"}}));
    EXPECT_EQ(session->tokenCounter().form(), Form::TokenIds);
    EXPECT_EQ(session->info().endpoint, server.url() + "/v1/completions");
    Prompt prompt;
    prompt.text = "ab";
    prompt.tokenIds = {5, 6};
    EXPECT_THAT(session->encode({}, prompt), HasSubstr("\"prompt\":[5,6]"));
}

TEST(OpenAiBackend, opensVllmWithItsTokenizer) {
    ScriptedHttpServer server;
    beVllm(server);
    server.on("/metrics", {.contentType = "text/plain", .body = "# TYPE x gauge\n"});
    const auto session = opened(openPreset("vllm", server.url()));
    EXPECT_EQ(session->info().name, "vLLM");
    EXPECT_EQ(session->info().version, "0.11.2");
    EXPECT_EQ(session->info().model, "meta-llama/Llama-3.1-8B");
    EXPECT_EQ(session->tokenCounter().form(), Form::Text);
    EXPECT_EQ(session->tokenCounter().promptTokens("abc", {}).value(), 10);
    EXPECT_THAT(session->info().warnings, IsEmpty());
}

TEST(OpenAiBackend, plainOpenAiFindsOutWhatAnswers) {
    ScriptedHttpServer llama;
    beLlamaServer(llama);
    const auto session = opened(openPreset("openai", llama.url()));
    EXPECT_EQ(session->info().backend, "openai");
    EXPECT_EQ(session->info().name, "llama.cpp");
    EXPECT_EQ(session->info().version, "b1-de3ff81");
    EXPECT_EQ(session->tokenCounter().form(), Form::Text);
    EXPECT_TRUE(session->serverMetrics());
    ScriptedHttpServer vllm;
    beVllm(vllm);
    EXPECT_EQ(opened(openPreset("openai", vllm.url(), {{"endpoint", "completions"}}))
                  ->tokenCounter()
                  .form(),
              Form::TokenIds);
}

TEST(OpenAiBackend, calibratesWhereThereIsNoTokenizer) {
    ScriptedHttpServer server;
    server.on("/v1/models", modelsPage({"gpt"}, "someone"));
    server.on("/v1/chat/completions", [](const SeenRequest& r) {
        return usageAnswer(static_cast<int>(lastMessage(r).size()) + 3);
    });
    const auto session = opened(openPreset("openai", server.url()));
    EXPECT_EQ(session->tokenCounter().form(), Form::Calibrated);
    EXPECT_EQ(session->info().name, "someone");
    EXPECT_THAT(session->info().warnings, IsEmpty());
    EXPECT_FALSE(session->serverMetrics());
    EXPECT_THAT(server.requests("/v1/chat/completions"), IsEmpty());
    EXPECT_EQ(session->tokenCounter().promptTokens("four", {}).value(), 7);
}

TEST(OpenAiBackend, doesNotTrustATokenizerThatUsageContradicts) {
    ScriptedHttpServer server;
    beVllm(server);
    server.on("/v1/chat/completions", usageAnswer(99));
    const auto session = opened(openPreset("vllm", server.url()));
    EXPECT_EQ(session->tokenCounter().form(), Form::Calibrated);
    ASSERT_THAT(session->info().warnings, SizeIs(1));
    EXPECT_THAT(session->info().warnings[0], HasSubstr("approximate"));
    EXPECT_THAT(session->info().warnings[0], HasSubstr("is one of 99 by its usage"));
}

TEST(OpenAiBackend, calibratesCompletionsThatTakeNoIds) {
    ScriptedHttpServer server;
    beVllm(server);
    server.on("/v1/completions", [](const SeenRequest& request) {
        return json::parse(request.body).at("prompt").is_array()
                   ? jsonAnswer({{"detail", "prompt must be a string"}}, 422)
                   : usageAnswer(5);
    });
    const auto session = opened(openPreset("vllm", server.url(), {{"endpoint", "completions"}}));
    EXPECT_EQ(session->tokenCounter().form(), Form::Calibrated);
    ASSERT_THAT(session->info().warnings, SizeIs(1));
    EXPECT_THAT(session->info().warnings[0], HasSubstr("takes no token ids"));
    EXPECT_EQ(session->tokenCounter().promptTokens("x", {}).value(), 5);
}

TEST(OpenAiBackend, saysWhatTheEndpointRefuses) {
    ScriptedHttpServer server;
    beVllm(server);
    server.on("/v1/chat/completions",
              jsonAnswer({{"error", {{"message", "the model has no chat template"}}}}, 400));
    EXPECT_EQ(complaint(openPreset("vllm", server.url())),
              server.url() + "/v1/chat/completions answered 400: the model has no chat template");
}

TEST(OpenAiBackend, saysHowToHaveMetrics) {
    ScriptedHttpServer server;
    beLlamaServer(server);
    server.on("/metrics", jsonAnswer({{"error", "not supported"}}, 501));
    const auto session = opened(openPreset("llama-server", server.url()));
    EXPECT_FALSE(session->serverMetrics());
    ASSERT_THAT(session->info().warnings, SizeIs(1));
    EXPECT_THAT(session->info().warnings[0], HasSubstr("start llama.cpp with --metrics"));
}

TEST(OpenAiBackend, warnsOfAPresetThatDoesNotFit) {
    ScriptedHttpServer server;
    beLlamaServer(server);
    const auto session = opened(openPreset("ollama", server.url()));
    EXPECT_EQ(session->info().name, "llama.cpp");
    EXPECT_THAT(
        session->info().warnings,
        ElementsAre("the server says that it is llama.cpp; --backend llama-server is made for it"));
}

TEST(OpenAiBackend, saysThatNobodyListens) {
    const std::string url = ScriptedHttpServer().url();
    EXPECT_EQ(complaint(openPreset("vllm", url)),
              url + ": connection refused; is the server running?");
}

TEST(OpenAiBackend, saysWhichKeyWasRefusedAndNeverShowsIt) {
    ScriptedHttpServer server;
    server.on("/v1/models", jsonAnswer({{"error", {{"message", "bad key sk-secret"}}}}, 401));
    setenv("OPENAI_API_KEY", "sk-secret", 1);
    const std::string refused = complaint(openPreset("openai", server.url(), {}, "", "sk-secret"));
    unsetenv("OPENAI_API_KEY");
    EXPECT_THAT(refused,
                StartsWith(server.url() + "/v1/models answered 401: the key in the environment "
                                          "variable OPENAI_API_KEY was refused"));
    EXPECT_THAT(refused, Not(HasSubstr("sk-secret")));
    EXPECT_EQ(server.requests()[0].headers.at("authorization"), "Bearer sk-secret");
    EXPECT_THAT(complaint(openPreset("openai", server.url())),
                HasSubstr("none was given; set the environment"));
}

TEST(OpenAiBackend, cutsTheKeyOutOfWhatAServerSays) {
    ScriptedHttpServer server;
    server.on("/v1/models", jsonAnswer({{"error", {{"message", "no quota for sk-secret"}}}}, 429));
    EXPECT_EQ(complaint(openPreset("openai", server.url(), {}, "", "sk-secret")),
              server.url() + "/v1/models answered 429: no quota for ***");
}

TEST(OpenAiBackend, listsTheModelsWhereTheAskedOneIsUnknown) {
    ScriptedHttpServer server;
    beVllm(server);
    EXPECT_EQ(
        complaint(openPreset("vllm", server.url(), {}, "gpt-9")),
        server.url() + "/v1/models has no model \"gpt-9\"; it has meta-llama/Llama-3.1-8B, lora-a");
    EXPECT_EQ(opened(openPreset("vllm", server.url(), {}, "lora-a"))->info().model, "lora-a");
}

TEST(OpenAiBackend, goesOnWithoutAListWhereTheModelIsNamed) {
    ScriptedHttpServer server;
    EXPECT_EQ(opened(openPreset("openai", server.url(), {}, "m"))->info().model, "m");
    EXPECT_THAT(complaint(openPreset("openai", server.url())), HasSubstr("name it with --model"));
}

TEST(OpenAiBackend, keepsThePathOfTheBaseUrlAndItsHeaders) {
    ScriptedHttpServer server;
    server.on("/team/v1/models", modelsPage({"m"}));
    const auto session = opened(
        openPreset("openai", server.url() + "/team/v1", {{"header.X-Team", "blue"}}, "", "k"));
    EXPECT_EQ(session->info().endpoint, server.url() + "/team/v1/chat/completions");
    EXPECT_EQ(server.requests()[0].headers.at("x-team"), "blue");
    EXPECT_THAT(session->encode({}, {}), StartsWith("POST /team/v1/chat/completions HTTP/1.1\r\n"));
}

TEST(OpenAiBackend, stopsWhenAsked) {
    ScriptedHttpServer server;
    std::stop_source stop;
    server.on("/v1/models", [&](const SeenRequest&) {
        stop.request_stop();
        return ScriptedAnswer{.never = true};
    });
    const OpenAiBackend backend(*findPreset("openai"));
    SessionConfig config;
    config.spec.baseUrl = server.url();
    config.options = OptionValues::resolve(backend.describe(), {}).value();
    config.timeout = std::chrono::hours(1);
    const auto session = backend.open(config, stop.get_token());
    ASSERT_FALSE(session);
    EXPECT_EQ(session.error().kind, ErrorKind::Cancelled);
}

TEST(OpenAiBackend, saysThatCertificatesAreNotChecked) {
    const TestCertificate certificate("DNS:example.org");
    ScriptedHttpServer server(&certificate);
    server.on("/v1/models", modelsPage({"m"}));
    EXPECT_THAT(complaint(openPreset("openai", server.url())),
                HasSubstr("certificate is not accepted"));
    const auto session = opened(openPreset("openai", server.url(), {{"tls_verify", "false"}}));
    EXPECT_FALSE(session->info().tlsVerified);
    EXPECT_THAT(session->info().warnings,
                ElementsAre("the server's certificate was not checked (tls_verify=false)"));
}

TEST(OpenAiBackends, areThePresets) {
    std::vector<std::string> ids;
    for (const Backend* backend : openAiBackends()) {
        ids.push_back(backend->describe().id);
    }
    EXPECT_THAT(ids, ElementsAre("openai", "vllm", "sglang", "lmdeploy", "llama-server", "ollama"));
}

}  // namespace
}  // namespace sagebench
