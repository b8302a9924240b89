// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/ReferenceAnswer.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace sagebench {
namespace {

constexpr std::string_view kWord = " word";

std::string httpChunk(std::string_view body) {
    return fmt::format("{:x}\r\n{}\r\n", body.size(), body);
}

/// One event, as vLLM's are: `choice` is the inside of its one choice.
std::string event(ReferenceRoute route, std::uint64_t number, std::string_view choice) {
    const bool chat = route == ReferenceRoute::Chat;
    return httpChunk(fmt::format(
        "data: {{\"id\":\"{}-{:032x}\",\"object\":\"{}\","
        "\"created\":1700000000,\"model\":\"reference\",\"choices\":[{{\"index\":0,{}}}]}}\n\n",
        chat ? "chatcmpl" : "cmpl", number, chat ? "chat.completion.chunk" : "text_completion",
        choice));
}

std::string content(ReferenceRoute route, std::string_view text) {
    return route == ReferenceRoute::Chat ? fmt::format("\"delta\":{{\"content\":\"{}\"}}", text)
                                         : fmt::format("\"text\":\"{}\"", text);
}

std::string usage(int promptTokens, int tokens) {
    return fmt::format(
        "\"usage\":{{\"prompt_tokens\":{},\"total_tokens\":{},\"completion_tokens\":{}}}",
        promptTokens, promptTokens + tokens, tokens);
}

std::string page(std::string_view status, std::string_view body) {
    return fmt::format(
        "HTTP/1.1 {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", status,
        body.size(), body);
}

std::string wordsOf(int tokens) {
    std::string words;
    for (int i = 0; i < tokens; ++i) {
        words += kWord;
    }
    return words;
}

std::string answerText(ReferenceRoute route, int tokens) {
    return route == ReferenceRoute::Chat
               ? fmt::format("\"message\":{{\"role\":\"assistant\",\"content\":\"{}\"}}",
                             wordsOf(tokens))
               : fmt::format("\"text\":\"{}\"", wordsOf(tokens));
}

}  // namespace

StreamedAnswer::StreamedAnswer(ReferenceRoute route, std::uint64_t number)
    : token_(event(route, number,
                   content(route, kWord) + ",\"logprobs\":null,\"finish_reason\":null")),
      finish_(event(route, number,
                    content(route, "") + ",\"logprobs\":null,\"finish_reason\":\"length\"")) {}

std::string_view StreamedAnswer::head() {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
           "Transfer-Encoding: chunked\r\n\r\n";
}

std::string_view StreamedAnswer::tokens(int count) {
    const std::size_t size = static_cast<std::size_t>(count) * token_.size();
    repeated_.reserve(size);
    while (repeated_.size() < size) {
        repeated_ += token_;
    }
    return std::string_view(repeated_).substr(0, size);
}

std::string StreamedAnswer::end(int promptTokens, int tokens) const {
    const std::string counts = httpChunk(
        fmt::format("data: {{\"id\":\"reference\",\"object\":\"chat.completion.chunk\","
                    "\"created\":1700000000,\"model\":\"reference\",\"choices\":[],{}}}\n\n",
                    usage(promptTokens, tokens)));
    return finish_ + counts + httpChunk("data: [DONE]\n\n") + "0\r\n\r\n";
}

std::string wholeAnswer(const ReferenceRequest& request) {
    return page(
        "200 OK",
        fmt::format("{{\"id\":\"reference\",\"object\":\"{}\",\"created\":1700000000,"
                    "\"model\":\"reference\",\"choices\":[{{\"index\":0,{},"
                    "\"finish_reason\":\"length\"}}],{}}}",
                    request.route == ReferenceRoute::Chat ? "chat.completion" : "text_completion",
                    answerText(request.route, request.tokens),
                    usage(request.promptTokens, request.tokens)));
}

std::string refusal(const ReferenceRequest& request) {
    const bool unknown = request.route == ReferenceRoute::Unknown;
    const std::string message = unknown ? "the reference server has no such page" : request.error;
    return page(unknown ? "404 Not Found" : "400 Bad Request",
                nlohmann::json{{"error", {{"message", message}}}}.dump());
}

std::string modelsAnswer() {
    return page("200 OK", R"({"object":"list","data":[{"id":"reference","object":"model",)"
                          R"("created":1700000000,"owned_by":"sagellm-benchmark"}]})");
}

}  // namespace sagebench
