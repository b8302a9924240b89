// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FaultAnswers.h"

#include <cstdio>

namespace sagebench::test {

namespace wire {

std::string head(int status, const std::string& fields) {
    return "HTTP/1.1 " + std::to_string(status) + " Status\r\nServer: test\r\n" + fields + "\r\n";
}

std::string streamHead() {
    return head(200,
                "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
                "Keep-Alive: timeout=5, max=100\r\n");
}

std::string chunk(const std::string& bytes) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + bytes + "\r\n";
}

std::string event(const std::string& data) {
    return chunk("data: " + data + "\n\n");
}

std::string role() {
    return event(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant",)"
                 R"("content":null}}],"model":"m","object":"chat.completion.chunk"})");
}

std::string token(const std::string& text) {
    return event(R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":")" + text +
                 R"("}}],"model":"m","object":"chat.completion.chunk"})");
}

std::string done() {
    return event("[DONE]");
}

std::string lastChunk() {
    return "0\r\n\r\n";
}

std::string finish(int completionTokens) {
    return event(R"({"choices":[{"finish_reason":"length","index":0,"delta":{}}]})") +
           event(R"({"choices":[],"usage":{"completion_tokens":)" +
                 std::to_string(completionTokens) +
                 R"(,"prompt_tokens":12,"prompt_tokens_details":{"cached_tokens":4}}})");
}

std::string whole(int status, const std::string& contentType, const std::string& body) {
    return head(status, "Content-Type: " + contentType +
                            "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n") +
           body;
}

std::string chatAnswer(const std::string& text, int completionTokens) {
    return R"({"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":")" +
           text + R"("}}],"object":"chat.completion","usage":{"completion_tokens":)" +
           std::to_string(completionTokens) + R"(,"prompt_tokens":12}})";
}

}  // namespace wire

namespace answers {
namespace {

std::string tokens(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
        out += wire::token("t" + std::to_string(i) + " ");
    }
    return out;
}

std::string begin(int count) {
    return wire::streamHead() + wire::role() + tokens(count);
}

std::string complete(int count) {
    return begin(count) + wire::finish(count) + wire::done() + wire::lastChunk();
}

}  // namespace

Answer stream(int count) {
    return Answer().send(complete(count));
}
Answer streamByteByByte(int count) {
    return Answer().sendByteByByte(complete(count));
}
Answer streamThenClose(int count) {
    return stream(count).close();
}
Answer withoutDone(int count) {
    return Answer().send(begin(count) + wire::finish(count) + wire::lastChunk());
}
Answer whole(const std::string& text) {
    return Answer().send(
        wire::whole(200, "application/json; charset=utf-8", wire::chatAnswer(text, 3)));
}
Answer error(int status, const std::string& body) {
    return Answer().send(wire::whole(status, "application/json", body));
}
Answer models(const std::string& model) {
    return Answer().send(wire::whole(200, "application/json",
                                     R"({"object":"list","data":[{"id":")" + model + R"("}]})"));
}
Answer resetAfter(int count) {
    return Answer().send(begin(count)).reset();
}
Answer cutAfter(int count) {
    return Answer().send(begin(count)).close();
}
Answer endWithoutFinish(int count) {
    return Answer().send(begin(count) + wire::lastChunk());
}
Answer stallAfter(int count) {
    return Answer().send(begin(count)).stall();
}
Answer eventAfter(int count, const std::string& data) {
    return Answer().send(begin(count) + wire::event(data)).stall();
}
Answer bytesAfter(int count, const std::string& bytes) {
    return Answer().send(begin(count) + bytes).stall();
}
Answer endless() {
    return Answer()
        .send(wire::streamHead())
        .sendForever(wire::token("on "), std::chrono::milliseconds(1));
}

}  // namespace answers

}  // namespace sagebench::test
