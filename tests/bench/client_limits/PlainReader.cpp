// SPDX-License-Identifier: GPL-3.0-or-later
// plain-reader PORT CONNECTIONS REQUESTS TOKENS [LOG]: the least that a client on this machine can
// do: raw sockets, epoll, a kernel stamp a read, the length of each HTTP chunk and nothing else of
// it. A closed loop of CONNECTIONS; prints {"events","seconds","cpu_seconds"}. With LOG it keeps
// the stamps, and writes them in the form of a reference server's log: sent in place of received,
// arrivals in place of departures.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/OpenFileLimit.h"
#include "net/KernelClock.h"
#include "net/StampedReceive.h"
#include "reference/TruthLog.h"

namespace {

using sagebench::Nanos;
using sagebench::RequestTruth;

constexpr int kEndEvents = 3;  ///< finish reason, usage, [DONE]

[[noreturn]] void giveUp(std::string_view what) {
    std::perror(std::string("plain-reader: ").append(what).c_str());
    std::exit(1);
}

/// Counts HTTP chunks as bytes come in, split anywhere. The head comes whole.
class ChunkCounter {
  public:
    void reset() { *this = ChunkCounter(); }
    /// Chunks that were complete or begun in these bytes; the empty last one is not counted.
    int count(std::string_view bytes) {
        if (!headSeen_) {
            bytes.remove_prefix(bytes.find("\r\n\r\n") + 4);
            headSeen_ = true;
        }
        int chunks = 0;
        while (!bytes.empty()) {
            if (skip_ > 0) {
                const std::size_t some = std::min(skip_, bytes.size());
                skip_ -= some;
                bytes.remove_prefix(some);
            } else {
                chunks += takeSize(bytes);
            }
        }
        return chunks;
    }
    bool ended() const { return ended_ && skip_ == 0; }

  private:
    int takeSize(std::string_view& bytes) {
        const char c = bytes.front();
        bytes.remove_prefix(1);
        if (c == '\r') {
            return 0;
        }
        if (c != '\n') {
            size_ = size_ * 16 + static_cast<std::size_t>(c <= '9' ? c - '0' : c - 'a' + 10);
            return 0;
        }
        skip_ = size_ + 2;
        ended_ = size_ == 0;
        size_ = 0;
        return ended_ ? 0 : 1;
    }

    bool headSeen_ = false;
    bool ended_ = false;
    std::size_t size_ = 0;
    std::size_t skip_ = 0;
};

struct Link {
    int socket = -1;
    std::size_t request = 0;
    int events = 0;
    Nanos last{};
    ChunkCounter chunks;
};

class PlainReader {
  public:
    PlainReader(int port, int connections, std::size_t requests, int tokens, bool keepLog)
        : requests_(requests), tokens_(tokens), keepLog_(keepLog), links_(connections) {
        log_.resize(keepLog ? requests : 0);
        epoll_ = epoll_create1(0);
        for (Link& link : links_) {
            connectTo(port, link);
        }
    }

    void run() {
        for (Link& link : links_) {
            sendNext(link);
        }
        std::array<epoll_event, 256> ready;
        while (ended_ < requests_) {
            const int count = epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), -1);
            for (int i = 0; i < count; ++i) {
                read(*static_cast<Link*>(ready[static_cast<std::size_t>(i)].data.ptr));
            }
        }
    }
    std::uint64_t events() const { return events_; }
    const std::vector<RequestTruth>& log() const { return log_; }

  private:
    void connectTo(int port, Link& link) {
        link.socket = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(link.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            giveUp("connect");
        }
        const int on = 1;
        setsockopt(link.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sagebench::enableKernelStamps(link.socket);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &link;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, link.socket, &event);
    }

    void sendNext(Link& link) {
        if (begun_ == requests_) {
            return;
        }
        link.request = begun_++;
        link.events = 0;
        link.chunks.reset();
        const std::string bytes = requestBytes(link.request);
        const Nanos now = clock_.now();
        link.last = now;
        if (keepLog_) {
            log_[link.request].requestId = fmt::format("measured-{}", link.request);
            log_[link.request].receivedNs = absolute(now);
            log_[link.request].departureNs.reserve(static_cast<std::size_t>(tokens_));
        }
        if (send(link.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(bytes.size())) {
            giveUp("send");
        }
    }
    std::string requestBytes(std::size_t index) const {
        const std::string body = fmt::format(
            R"({{"max_tokens":{},"messages":[{{"content":"a b c d e f g h","role":"user"}}],)"
            R"("model":"reference","stream":true,"temperature":0}})",
            tokens_);
        return fmt::format(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nX-Request-Id: measured-{}\r\n"
            "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
            index, body.size(), body);
    }

    void read(Link& link) {
        const auto read = sagebench::receiveStamped(link.socket, buffer_);
        if (read.nothingYet) {
            return;
        }
        if (read.bytes == 0) {
            giveUp("the server has gone");
        }
        const int chunks = link.chunks.count({buffer_.data(), read.bytes});
        if (keepLog_) {
            keepStamps(link, chunks, *read.kernelUnixNanos);
        }
        link.events += chunks;
        if (link.chunks.ended()) {
            events_ += static_cast<std::uint64_t>(link.events - kEndEvents);
            ++ended_;
            sendNext(link);
        }
    }
    void keepStamps(Link& link, int chunks, std::int64_t stamp) {
        link.last = kernelClock_.toRunTime(stamp, clock_.now(), link.last);
        const int most = std::min(link.events + chunks, tokens_);
        for (int i = link.events; i < most; ++i) {
            log_[link.request].departureNs.push_back(absolute(link.last));
        }
    }
    std::int64_t absolute(Nanos t) const {
        return (clock_.t0().time_since_epoch() + t) / std::chrono::nanoseconds(1);
    }

    const std::size_t requests_;
    const int tokens_;
    const bool keepLog_;
    const sagebench::StampingOn stampingOn_;
    const sagebench::SteadyClock clock_;
    sagebench::KernelClock kernelClock_{clock_};
    std::vector<Link> links_;
    std::vector<char> buffer_ = std::vector<char>(65536);
    std::vector<RequestTruth> log_;
    int epoll_ = -1;
    std::size_t begun_ = 0;
    std::size_t ended_ = 0;
    std::uint64_t events_ = 0;
};

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) {
        fmt::print(stderr, "usage: plain-reader PORT CONNECTIONS REQUESTS TOKENS [LOG]\n");
        return 2;
    }
    sagebench::raiseOpenFileLimit();
    PlainReader reader(std::atoi(argv[1]), std::atoi(argv[2]),
                       static_cast<std::size_t>(std::atol(argv[3])), std::atoi(argv[4]), argc > 5);
    const double cpu = cpuSeconds();
    const auto begin = std::chrono::steady_clock::now();
    reader.run();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    fmt::print("{{\"events\":{},\"seconds\":{:.6f},\"cpu_seconds\":{:.6f}}}\n", reader.events(),
               seconds.count(), cpuSeconds() - cpu);
    if (argc > 5) {
        if (const auto written = sagebench::writeTruthLog(argv[5], reader.log()); !written) {
            fmt::print(stderr, "plain-reader: {}\n", written.error().message);
            return 1;
        }
    }
    return 0;
}
