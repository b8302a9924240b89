// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/ServerCalls.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "backend/openai/ErrorText.h"

namespace sagebench {
namespace {

HttpClient::Config configFor(const OpenAiTarget& target, std::chrono::milliseconds timeout) {
    HttpClient::Config config;
    config.tlsVerify = target.tlsVerify;
    config.timeout = timeout;
    if (!target.key.empty()) {
        config.headers["Authorization"] = "Bearer " + target.key.reveal();
    }
    for (const auto& [name, value] : target.headers) {
        config.headers[name] = value;
    }
    return config;
}

}  // namespace

ServerCalls::ServerCalls(const OpenAiTarget& target, std::chrono::milliseconds timeout)
    : base_(target.base), key_(target.key), http_(target.base, configFor(target, timeout)) {}

Result<HttpResponse> ServerCalls::get(const std::string& path, const std::stop_token& stop) {
    return http_.get(base_.path + path, stop);
}

Result<HttpResponse> ServerCalls::post(const std::string& path, const nlohmann::json& body,
                                       const std::stop_token& stop) {
    // Texts come from files and users: what is not UTF-8 must not throw.
    return postText(path, body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                    stop);
}

Result<HttpResponse> ServerCalls::postText(const std::string& path, std::string body,
                                           const std::stop_token& stop) {
    return http_.post(base_.path + path, std::move(body), stop);
}

std::string ServerCalls::urlOf(const std::string& path) const {
    return base_.toString() + path;
}

Error ServerCalls::refusal(const std::string& path, const HttpResponse& answer) const {
    const std::string says = key_.redact(serverMessage(answer.body));
    return {ErrorKind::Unavailable, fmt::format("{} answered {}{}{}", urlOf(path), answer.status,
                                                says.empty() ? "" : ": ", says)};
}

std::chrono::milliseconds quickTimeout(Nanos requestTimeout) {
    const auto asked = std::chrono::duration_cast<std::chrono::milliseconds>(requestTimeout);
    return std::clamp<std::chrono::milliseconds>(asked, std::chrono::milliseconds(1),
                                                 std::chrono::seconds(30));
}

std::optional<nlohmann::json> jsonOf(const HttpResponse& answer) {
    auto json = nlohmann::json::parse(answer.body, nullptr, false);
    return answer.status == 200 && !json.is_discarded() ? std::optional(std::move(json))
                                                        : std::nullopt;
}

}  // namespace sagebench
