// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

#include "base/Result.h"
#include "net/Url.h"

namespace sagebench {

struct HttpResponse {
    int status = 0;
    std::string contentType;
    std::string body;
};

/// HTTP/1.1 for the calls around a run (models, tokenize, metrics): one keep-alive connection, one
/// call at a time, blocking. Never on the measuring path. Errors (Unavailable): name the URL and
/// the cause
/// ("connection refused", "certificate verify failed", …).
class HttpClient {
  public:
    struct Config {
        bool tlsVerify = true;
        std::chrono::milliseconds timeout{10000};
        std::map<std::string, std::string> headers{};  ///< sent with each request
    };
    HttpClient(Url base, Config config);
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;

    /// `path` starts with '/', from the server's root. An answer of any status is not an error.
    Result<HttpResponse> get(const std::string& path, const std::stop_token& stop = {});
    Result<HttpResponse> post(const std::string& path, std::string body,
                              const std::stop_token& stop = {});

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sagebench
