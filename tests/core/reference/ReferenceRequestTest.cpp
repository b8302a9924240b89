// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/ReferenceRequest.h"

#include <gtest/gtest.h>

namespace sagebench {
namespace {

std::string post(const std::string& path, const std::string& body, const std::string& more = "") {
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + more +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

TEST(ReferenceRequest, isWholeWithItsBody) {
    const std::string request = post("/v1/completions", "{\"prompt\":\"a\"}");
    EXPECT_EQ(wholeRequestSize(""), 0u);
    EXPECT_EQ(wholeRequestSize("POST / HTTP/1.1\r\nContent-Length: 3\r\n"), 0u);
    EXPECT_EQ(wholeRequestSize(request.substr(0, request.size() - 1)), 0u);
    EXPECT_EQ(wholeRequestSize(request), request.size());
    EXPECT_EQ(wholeRequestSize(request + "POST"), request.size());
    EXPECT_EQ(wholeRequestSize("GET / HTTP/1.1\r\n\r\n"), 18u);
    EXPECT_EQ(wholeRequestSize("GET / HTTP/1.1\r\ncontent-length:2\r\n\r\nab"), 38u);
}

TEST(ReferenceRequest, ofAChatHasLengthsAndId) {
    const auto request = readReferenceRequest(post(
        "/v1/chat/completions",
        R"({"messages":[{"role":"system","content":"be brief"},{"role":"user","content":"a b  c"}],)"
        R"("max_tokens":7,"stream":true})",
        "x-request-id: measured-3\r\n"));
    EXPECT_EQ(request.route, ReferenceRoute::Chat);
    EXPECT_EQ(request.error, "");
    EXPECT_EQ(request.requestId, "measured-3");
    EXPECT_TRUE(request.stream);
    EXPECT_TRUE(request.keepAlive);
    EXPECT_EQ(request.tokens, 7);
    EXPECT_EQ(request.promptTokens, 5);
}

TEST(ReferenceRequest, ofACompletionTakesTextOrIds) {
    const auto text = readReferenceRequest(post(
        "/v1/completions", R"({"prompt":"one two","max_completion_tokens":9,"max_tokens":1})"));
    EXPECT_EQ(text.route, ReferenceRoute::Completions);
    EXPECT_FALSE(text.stream);
    EXPECT_EQ(text.tokens, 9);
    EXPECT_EQ(text.promptTokens, 2);
    const auto ids = readReferenceRequest(
        post("/v1/completions", R"({"prompt":[5,6,7]})", "Connection: close\r\n"));
    EXPECT_EQ(ids.promptTokens, 3);
    EXPECT_EQ(ids.tokens, 16);
    EXPECT_FALSE(ids.keepAlive);
}

TEST(ReferenceRequest, saysWhatIsWrong) {
    EXPECT_EQ(readReferenceRequest(post("/v1/completions", "{")).error,
              "the body is not a JSON object");
    EXPECT_EQ(readReferenceRequest(post("/v1/completions", "{}")).error,
              "the body has no \"prompt\"");
    EXPECT_EQ(readReferenceRequest(post("/v1/chat/completions", "{}")).error,
              "the body has no \"messages\"");
    EXPECT_EQ(
        readReferenceRequest(post("/v1/completions", R"({"prompt":"a","max_tokens":0})")).error,
        "max_tokens must be from 1 to 1000000");
}

TEST(ReferenceRequest, knowsItsPages) {
    EXPECT_EQ(readReferenceRequest("GET /v1/models HTTP/1.1\r\n\r\n").route,
              ReferenceRoute::Models);
    EXPECT_EQ(readReferenceRequest("GET /metrics HTTP/1.1\r\n\r\n").route, ReferenceRoute::Unknown);
}

}  // namespace
}  // namespace sagebench
