// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <queue>
#include <string>
#include <vector>

namespace sagebench::bench {

/// When tokens leave, counted from the kernel's receive stamp of a request's last segment.
struct Pace {
    std::int64_t firstTokenNs = 50'000'000;
    std::int64_t gapNs = 10'000'000;
    int tokens = 64;
};

/// What really happened to one request; CLOCK_REALTIME, ns.
struct Truth {
    std::int64_t received = 0;             ///< kernel's receive stamp of the last segment
    std::vector<std::int64_t> departures;  ///< just before each token's send()
};

/// An OpenAI-compatible server that sends tokens on a fixed schedule and logs the true times. One
/// thread, epoll, no allocation per token. Answers /v1/models; anything that is not streamed gets
/// one token at once.
class PacedServer {
  public:
    explicit PacedServer(Pace pace);
    ~PacedServer();

    int port() const { return port_; }
    /// Serves until `*stop` is not 0.
    void run(const volatile int* stop);
    const std::vector<Truth>& log() const { return log_; }

  private:
    struct Connection {
        std::string input;
        std::int64_t stamp = 0;
    };
    struct Due {
        std::int64_t at;
        int fd;
        std::size_t entry;
        int token;
        bool operator>(const Due& other) const { return at > other.at; }
    };

    void acceptAll();
    void readFrom(int fd);
    void answer(int fd, std::string_view request, std::int64_t stamp);
    void sendDue();
    void sendToken(const Due& due);
    void closeConnection(int fd);
    int waitMs() const;

    Pace pace_;
    int listener_ = -1;
    int epoll_ = -1;
    int port_ = 0;
    std::map<int, Connection> connections_;
    std::vector<Truth> log_;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
};

}  // namespace sagebench::bench
