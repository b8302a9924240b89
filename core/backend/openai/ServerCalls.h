// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stop_token>
#include <string>

#include "backend/openai/OpenAiTarget.h"
#include "net/HttpClient.h"

namespace sagebench {

/// The calls around a run, with the target's key and headers; one at a time. For files of this
/// folder.
class ServerCalls {
  public:
    ServerCalls(const OpenAiTarget& target, std::chrono::milliseconds timeout);

    /// `path` is below the base URL. An answer of any status is not an error.
    Result<HttpResponse> get(const std::string& path, const std::stop_token& stop);
    Result<HttpResponse> post(const std::string& path, const nlohmann::json& body,
                              const std::stop_token& stop);
    Result<HttpResponse> postText(const std::string& path, std::string body,
                                  const std::stop_token& stop);

    /// The full URL of a path, for messages.
    std::string urlOf(const std::string& path) const;
    /// Unavailable: "URL answered STATUS: what the server says", without the key.
    Error refusal(const std::string& path, const HttpResponse& answer) const;

  private:
    Url base_;
    Secret key_;
    HttpClient http_;
};

/// Longest wait for an answer that needs no work of the engine.
std::chrono::milliseconds quickTimeout(Nanos requestTimeout);

/// The body as JSON; nothing when it is not a 200 with JSON.
std::optional<nlohmann::json> jsonOf(const HttpResponse& answer);

}  // namespace sagebench
