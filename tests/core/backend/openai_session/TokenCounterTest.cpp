// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "FakeServers.h"
#include "backend/openai/CalibratedCounter.h"
#include "backend/openai/ServerTokenizer.h"

namespace sagebench {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

OpenAiTarget targetOf(const ScriptedHttpServer& server, Endpoint endpoint) {
    OpenAiTarget target;
    target.base = Url::parse(server.url()).value();
    target.endpoint = endpoint;
    target.path = endpoint == Endpoint::Chat ? "/v1/chat/completions" : "/v1/completions";
    target.model = "m";
    return target;
}

std::shared_ptr<ServerCalls> callsTo(const OpenAiTarget& target) {
    return std::make_shared<ServerCalls>(target, std::chrono::seconds(20));
}

ServerTokenizer tokenizer(TokenizeShape shape, const OpenAiTarget& target) {
    return {makeTokenizeRoute(shape, callsTo(target), target), target.endpoint};
}

TEST(ServerTokenizer, takesPiecesAsWithinRunningText) {
    ScriptedHttpServer server;
    beLlamaServer(server);
    auto counter = tokenizer(TokenizeShape::LlamaServer, targetOf(server, Endpoint::Completions));
    EXPECT_THAT(counter.pieceTokens(" in", {}).value(), ElementsAre(' ', 'i', 'n'));
    EXPECT_THAT(counter.pieceTokens(".", {}).value(), ElementsAre('.'));
}

TEST(ServerTokenizer, triesAnotherNeighbourWhereTheFirstGrowsTogether) {
    ScriptedHttpServer server;
    server.on("/tokenize", [](const SeenRequest& request) {
        const std::string text = json::parse(request.body).at("prompt");
        return jsonAnswer({{"tokens", text == "about" ? std::vector<int>{777} : byteTokens(text)}});
    });
    auto counter = tokenizer(TokenizeShape::Vllm, targetOf(server, Endpoint::Completions));
    EXPECT_THAT(counter.pieceTokens("bout", {}).value(), ElementsAre('b', 'o', 'u', 't'));
}

TEST(ServerTokenizer, asksOnceForEachPiece) {
    ScriptedHttpServer server;
    beVllm(server);
    auto counter = tokenizer(TokenizeShape::Vllm, targetOf(server, Endpoint::Completions));
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(counter.pieceTokens(" river", {}));
    }
    EXPECT_THAT(server.requests("/tokenize"), SizeIs(2));
}

TEST(ServerTokenizer, givesTheTemplateItsArguments) {
    ScriptedHttpServer server;
    beLlamaServer(server);
    auto target = targetOf(server, Endpoint::Chat);
    target.bodyJson = {{"chat_template_kwargs", R"({"enable_thinking":false})"}};
    auto counter = tokenizer(TokenizeShape::LlamaServer, target);
    EXPECT_TRUE(counter.promptTokens("x", {}));
    const auto seen = server.requests("/apply-template");
    ASSERT_THAT(seen, SizeIs(1));
    EXPECT_EQ(json::parse(seen[0].body).at("chat_template_kwargs"),
              json({{"enable_thinking", false}}));
}

TEST(ServerTokenizer, saysWhatItCantRead) {
    ScriptedHttpServer server;
    auto counter = tokenizer(TokenizeShape::Vllm, targetOf(server, Endpoint::Chat));
    EXPECT_EQ(counter.promptTokens("x", {}).error().message,
              server.url() + "/tokenize answered 404: no such path");
    server.on("/tokenize", jsonAnswer({{"count", "seven"}}));
    EXPECT_EQ(counter.promptTokens("x", {}).error().message,
              server.url() + "/tokenize: the answer has no readable \"count\"");
}

TEST(CalibratedCounter, asksForOneTokenOfThatVeryText) {
    ScriptedHttpServer server;
    server.on("/v1/completions", usageAnswer(42));
    auto target = targetOf(server, Endpoint::Completions);
    target.stream = true;
    target.bodyJson = {{"ignore_eos", "true"}};
    CalibratedCounter counter(callsTo(target), target);
    EXPECT_EQ(counter.promptTokens("Find my length.", {}).value(), 42);
    const auto seen = server.requests("/v1/completions");
    ASSERT_THAT(seen, SizeIs(1));
    const json body = json::parse(seen[0].body);
    EXPECT_EQ(body.at("prompt"), "Find my length.");
    EXPECT_EQ(body.at("max_tokens"), 1);
    EXPECT_EQ(body.at("stream"), false);
    EXPECT_EQ(body.at("ignore_eos"), true);
    EXPECT_EQ(body.at("model"), "m");
    EXPECT_FALSE(counter.pieceTokens("x", {}));
}

TEST(CalibratedCounter, saysThatThereIsNoUsage) {
    ScriptedHttpServer server;
    server.on("/v1/chat/completions", jsonAnswer({{"choices", json::array()}}));
    const auto target = targetOf(server, Endpoint::Chat);
    CalibratedCounter counter(callsTo(target), target);
    EXPECT_THAT(counter.promptTokens("x", {}).error().message,
                HasSubstr("tells no usage.prompt_tokens"));
}

}  // namespace
}  // namespace sagebench
