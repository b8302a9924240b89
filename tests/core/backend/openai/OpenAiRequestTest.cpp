// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "backend/openai/OpenAiTarget.h"

namespace sagebench {
namespace {

using nlohmann::json;

OpenAiTarget localTarget() {
    OpenAiTarget target;
    target.base.host = "127.0.0.1";
    target.base.port = 8000;
    target.path = "/v1/chat/completions";
    target.model = "m";
    return target;
}

ScheduledRequest eightTokens() {
    ScheduledRequest spec;
    spec.outputTokens = 8;
    return spec;
}

std::string headOf(const std::string& request) {
    return request.substr(0, request.find("\r\n\r\n") + 4);
}
json bodyOf(const std::string& request) {
    return json::parse(request.substr(request.find("\r\n\r\n") + 4));
}

TEST(OpenAiRequest, isAnHttpRequestWithTheLengthOfItsBody) {
    OpenAiTarget target = localTarget();
    target.key = Secret("sk-1");
    const std::string request = encodeOpenAiRequest(target, eightTokens(), {"Hi", {}, {}});
    const auto bodyBytes = request.size() - headOf(request).size();
    EXPECT_EQ(headOf(request),
              "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n"
              "User-Agent: sagellm-benchmark\r\nAccept: text/event-stream\r\n"
              "Content-Type: application/json\r\nAuthorization: Bearer sk-1\r\nContent-Length: " +
                  std::to_string(bodyBytes) + "\r\n\r\n");
}

TEST(OpenAiRequest, asksAChatForAStreamWithUsage) {
    const Prompt prompt{"And \"now\"?\n", {}, {{"user", "Hi"}, {"assistant", "Yes"}}};
    EXPECT_EQ(bodyOf(encodeOpenAiRequest(localTarget(), eightTokens(), prompt)), json::parse(R"({
        "model": "m", "max_tokens": 8, "temperature": 0, "stream": true,
        "stream_options": {"include_usage": true},
        "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yes"},
                     {"role": "user", "content": "And \"now\"?\n"}]})"));
}

TEST(OpenAiRequest, asksForACompletionByTextOrByTokenIds) {
    OpenAiTarget target = localTarget();
    target.endpoint = Endpoint::Completions;
    target.stream = false;
    target.model.clear();
    const Prompt prompt{"Hi", {1, 15043}, {}};
    EXPECT_EQ(
        bodyOf(encodeOpenAiRequest(target, eightTokens(), prompt)),
        json::parse(R"({"max_tokens": 8, "temperature": 0, "stream": false, "prompt": "Hi"})"));
    target.promptAsTokenIds = true;
    EXPECT_EQ(bodyOf(encodeOpenAiRequest(target, eightTokens(), prompt))["prompt"],
              json::parse("[1, 15043]"));
    EXPECT_NE(
        encodeOpenAiRequest(target, eightTokens(), prompt).find("Accept: application/json\r\n"),
        std::string::npos);
}

TEST(OpenAiRequest, aCompletionHasItsConversationAsRunningText) {
    OpenAiTarget target = localTarget();
    target.endpoint = Endpoint::Completions;
    const Prompt prompt{
        "And now?", {}, {{"system", "Be brief."}, {"user", "Hi."}, {"assistant", " Yes.\n"}}};
    EXPECT_EQ(bodyOf(encodeOpenAiRequest(target, eightTokens(), prompt))["prompt"],
              "Be brief. Hi. Yes.\nAnd now?");
}

TEST(OpenAiRequest, theUsersKeysReplaceOurs) {
    OpenAiTarget target = localTarget();
    target.bodyJson = {{"temperature", "0.7"},
                       {"ignore_eos", "true"},
                       {"max_completion_tokens", "9"},
                       {"stop", "plain words"}};
    const json body = bodyOf(encodeOpenAiRequest(target, eightTokens(), {"Hi", {}, {}}));
    EXPECT_EQ(body["temperature"], 0.7);
    EXPECT_EQ(body["ignore_eos"], true);
    EXPECT_EQ(body["max_completion_tokens"], 9);
    EXPECT_FALSE(body.contains("max_tokens"));
    EXPECT_EQ(body["stop"], "plain words");
}

TEST(OpenAiRequest, hasAnIdForTheServersLogWhereAskedFor) {
    OpenAiTarget target = localTarget();
    ScheduledRequest spec = eightTokens();
    spec.index = 7;
    EXPECT_EQ(encodeOpenAiRequest(target, spec, {"Hi", {}, {}}).find("X-Request-Id"),
              std::string::npos);
    target.requestIds = true;
    EXPECT_NE(
        encodeOpenAiRequest(target, spec, {"Hi", {}, {}}).find("\r\nX-Request-Id: measured-7\r\n"),
        std::string::npos);
    spec.warmup = true;
    EXPECT_NE(
        encodeOpenAiRequest(target, spec, {"Hi", {}, {}}).find("\r\nX-Request-Id: warmup-7\r\n"),
        std::string::npos);
}

TEST(OpenAiRequest, theUsersHeadersReplaceOursButForTheLength) {
    OpenAiTarget target = localTarget();
    target.key = Secret("sk-1");
    target.headers = {{"authorization", "Basic abc"}, {"X-Team", "t"}, {"content-length", "1"}};
    const std::string head = headOf(encodeOpenAiRequest(target, eightTokens(), {"Hi", {}, {}}));
    EXPECT_NE(head.find("Authorization: Basic abc\r\n"), std::string::npos);
    EXPECT_NE(head.find("X-Team: t\r\n"), std::string::npos);
    EXPECT_EQ(head.find("sk-1"), std::string::npos);
    EXPECT_EQ(head.find("length: 1\r\n"), std::string::npos);
}

TEST(OpenAiRequest, replacesBytesThatAreNoUtf8) {
    EXPECT_EQ(bodyOf(encodeOpenAiRequest(localTarget(), eightTokens(),
                                         {"caf\xe9", {}, {}}))["messages"][0]["content"],
              "caf\xef\xbf\xbd");
}

}  // namespace
}  // namespace sagebench
