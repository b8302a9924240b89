// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/TestCertificate.h"

namespace sagebench::test {

struct SeenRequest {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

struct ScriptedAnswer {
    int status = 200;
    std::string contentType = "application/json";
    std::string body = {};
    /// The connection is closed after the answer although the head promised to keep it.
    bool closeAfterwards = false;
    /// No answer, until the client goes away.
    bool never = false;
    /// Sent in place of an answer, then the connection is closed.
    std::string raw = {};
};

/// A small HTTP server on an ephemeral port of 127.0.0.1 that answers by path and remembers what it
/// was asked. One thread a connection. What has no script is 404.
class ScriptedHttpServer {
  public:
    using Handler = std::function<ScriptedAnswer(const SeenRequest&)>;

    ScriptedHttpServer() : ScriptedHttpServer(nullptr) {}
    /// With a certificate: https. It must outlive the server.
    explicit ScriptedHttpServer(const TestCertificate* certificate);
    ~ScriptedHttpServer();
    ScriptedHttpServer(const ScriptedHttpServer&) = delete;
    ScriptedHttpServer& operator=(const ScriptedHttpServer&) = delete;

    void on(const std::string& path, ScriptedAnswer answer);
    void on(const std::string& path, Handler handler);

    int port() const { return port_; }
    /// "http://127.0.0.1:PORT"
    std::string url() const;
    std::vector<SeenRequest> requests() const;
    std::vector<SeenRequest> requests(const std::string& path) const;
    int connections() const { return connections_; }

  private:
    class Stream;
    void acceptLoop();
    void serve(int fd);
    ScriptedAnswer answerTo(const SeenRequest& request);

    const TestCertificate* certificate_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<int> connections_{0};
    mutable std::mutex mutex_;
    std::map<std::string, Handler> handlers_;
    std::vector<SeenRequest> seen_;
    std::vector<int> open_;
    std::vector<std::thread> servers_;
    std::thread acceptor_;
};

}  // namespace sagebench::test
