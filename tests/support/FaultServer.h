// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/ServerChannel.h"
#include "support/TestCertificate.h"

namespace sagebench::test {

struct ReceivedRequest {
    int number = 0;        ///< of all POSTs, from 0
    int connection = 0;    ///< from 0
    int onConnection = 0;  ///< its place among the requests of its connection, from 0
    std::string head;
    std::string body;
};

/// What the server does with a request, step by step; afterwards the connection waits for the next.
class Answer {
  public:
    Answer& send(std::string bytes);
    /// In writes of one byte each.
    Answer& sendByteByByte(std::string bytes);
    Answer& pause(std::chrono::milliseconds time);
    /// Again and again, until the client goes away.
    Answer& sendForever(std::string bytes, std::chrono::milliseconds every);
    /// Nothing more, until the client goes away.
    Answer& stall();
    Answer& close();
    Answer& reset();

  private:
    friend class FaultServer;
    enum class Kind { Send, ByteByByte, Pause, Forever, Stall, Close, Reset };
    struct Step {
        Kind kind;
        std::string bytes;
        std::chrono::milliseconds time{};
    };
    std::vector<Step> steps_;
};

/// An HTTP server on 127.0.0.1 that misbehaves as told. A thread for each connection; for tests of
/// some dozens of requests. GET /v1/models is answered by itself.
class FaultServer {
  public:
    struct Options {
        bool tls = false;
        std::string tlsNames = "DNS:localhost,IP:127.0.0.1";
        /// A connection on which no request comes for so long is closed.
        std::optional<std::chrono::milliseconds> closeIdleAfter;
        std::string model = "test-model";
    };
    using Script = std::function<Answer(const ReceivedRequest&)>;

    /// `script` is called on the connections' threads, one at a time.
    explicit FaultServer(Script script);
    FaultServer(Script script, Options options);
    /// Ends every connection and thread.
    ~FaultServer();
    FaultServer(const FaultServer&) = delete;
    FaultServer& operator=(const FaultServer&) = delete;

    int port() const { return port_; }
    int connections() const;
    std::vector<ReceivedRequest> requests() const;
    /// The server's own certificate as PEM.
    std::string certificate() const { return certificate_->pem(); }

  private:
    struct SslContextFree {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    };

    void acceptAll();
    void serve(ServerChannel& channel, int connection);
    bool serveOne(ServerChannel& channel, std::string& unread, int connection, int onConnection);
    bool readUntil(ServerChannel& channel, std::string& unread,
                   const std::function<bool(const std::string&)>& enough);
    bool perform(ServerChannel& channel, const Answer& answer);
    bool performStep(ServerChannel& channel, const Answer::Step& step);
    bool sleepFor(std::chrono::milliseconds time);
    Answer answerTo(ReceivedRequest request);

    Script script_;
    Options options_;
    std::unique_ptr<TestCertificate> certificate_;
    std::unique_ptr<SSL_CTX, SslContextFree> tls_;
    int port_ = 0;  // before the listener, which sets it
    int listener_ = -1;
    mutable std::mutex mutex_;
    std::condition_variable stopped_;
    bool stopping_ = false;
    std::set<ServerChannel*> open_;
    std::vector<std::thread> threads_;
    std::vector<ReceivedRequest> requests_;
    int connections_ = 0;
    std::thread acceptor_;
};

/// A port of 127.0.0.1 on which connections are refused for as long as this lives.
class RefusingPort {
  public:
    RefusingPort();
    ~RefusingPort();
    RefusingPort(const RefusingPort&) = delete;
    RefusingPort& operator=(const RefusingPort&) = delete;
    int port() const { return port_; }

  private:
    int port_ = 0;  // before the socket, which sets it
    int socket_;
};

}  // namespace sagebench::test
