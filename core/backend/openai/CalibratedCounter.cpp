// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/CalibratedCounter.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace sagebench {
namespace {

std::string bodyOf(const std::string& request) {
    const auto end = request.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : request.substr(end + 4);
}

std::string endpointPath(Endpoint endpoint) {
    return endpoint == Endpoint::Chat ? "/v1/chat/completions" : "/v1/completions";
}

std::optional<int> promptTokensIn(const nlohmann::json& page) {
    const nlohmann::json::json_pointer place("/usage/prompt_tokens");
    if (!page.is_object() || !page.contains(place) || !page.at(place).is_number_integer()) {
        return std::nullopt;
    }
    return page.at(place).get<int>();
}

}  // namespace

CalibratedCounter::CalibratedCounter(std::shared_ptr<ServerCalls> calls, OpenAiTarget target)
    : calls_(std::move(calls)), target_(std::move(target)) {
    target_.promptAsTokenIds = false;
}

Result<std::vector<std::int32_t>> CalibratedCounter::pieceTokens(std::string_view,
                                                                 std::stop_token) {
    return fail(ErrorKind::Run, "the server has no tokenizer to ask");
}

Result<int> CalibratedCounter::promptTokens(std::string_view text, std::stop_token stop) {
    Prompt prompt;
    prompt.text = text;
    HttpResponse answer;
    const auto counted = usageOfRequest(*calls_, target_, prompt, answer, std::move(stop));
    if (!counted) {
        return tl::unexpected(counted.error());
    }
    if (!*counted) {
        return fail(
            ErrorKind::Unavailable,
            fmt::format(
                "{} tells no usage.prompt_tokens and the server has no /tokenize: the length "
                "of prompts can't be known",
                calls_->urlOf(endpointPath(target_.endpoint))));
    }
    return **counted;
}

Result<std::optional<int>> usageOfRequest(ServerCalls& calls, const OpenAiTarget& target,
                                          const Prompt& prompt, HttpResponse& answer,
                                          std::stop_token stop) {
    OpenAiTarget once = target;
    once.stream = false;
    for (const char* lengthOrForm :
         {"stream", "stream_options", "min_tokens", "max_tokens", "max_completion_tokens", "n"}) {
        once.bodyJson.erase(lengthOrForm);
    }
    ScheduledRequest spec;
    spec.outputTokens = 1;
    // The very body that measured requests have, so that what is counted is what will be sent.
    const std::string path = endpointPath(target.endpoint);
    auto got =
        calls.postText(path, bodyOf(encodeOpenAiRequest(once, spec, prompt)), std::move(stop));
    if (!got) {
        return tl::unexpected(got.error());
    }
    answer = std::move(*got);
    const auto page = jsonOf(answer);
    if (!page) {
        return tl::unexpected(calls.refusal(path, answer));
    }
    return promptTokensIn(*page);
}

}  // namespace sagebench
