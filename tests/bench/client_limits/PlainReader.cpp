// SPDX-License-Identifier: GPL-3.0-or-later
// plain-reader PORT CONNECTIONS REQUESTS TOKENS [LOG]: the least that a client on this machine can
// do: raw sockets, epoll, a kernel stamp a read, lines that hold a token and nothing else of them.
// A closed loop of CONNECTIONS; prints {"events","seconds","cpu_seconds"}. With LOG it keeps the
// stamps, and writes them in the form of a reference server's log: sent in place of received,
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
#include <cstring>
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

[[noreturn]] void giveUp(std::string_view what) {
    std::perror(std::string("plain-reader: ").append(what).c_str());
    std::exit(1);
}

/// Counts tokens in the lines of a stream as its bytes come in, split anywhere; what is no "data:"
/// line is passed over, HTTP's own lines too. That is all it knows.
class TokenLines {
  public:
    void reset() {
        rest_.clear();
        ended_ = false;
    }
    int count(std::string_view bytes) {
        int tokens = 0;
        while (!bytes.empty()) {
            const auto* const end =
                static_cast<const char*>(std::memchr(bytes.data(), '\n', bytes.size()));
            if (end == nullptr) {
                rest_.append(bytes);
                break;
            }
            const auto size = static_cast<std::size_t>(end - bytes.data());
            tokens += takeLine(bytes.substr(0, size)) ? 1 : 0;
            bytes.remove_prefix(size + 1);
        }
        return tokens;
    }
    /// HTTP's last chunk and the line after it have come.
    bool ended() const { return ended_; }

  private:
    bool takeLine(std::string_view line) {
        if (rest_.empty()) {
            return read(line);
        }
        const bool token = read(rest_.append(line));
        rest_.clear();
        return token;
    }
    bool read(std::string_view line) {
        ended_ = lastChunk_ && line == "\r";
        lastChunk_ = line == "0\r";
        return line.starts_with("data: ") && hasContent(line);
    }
    /// Where it was in the line before it is looked for first.
    bool hasContent(std::string_view line) {
        constexpr std::string_view kKey = "\"content\":\"";
        if (line.size() <= at_ + kKey.size() || line.compare(at_, kKey.size(), kKey) != 0) {
            const auto found = line.find(kKey);
            if (found == std::string_view::npos) {
                return false;
            }
            at_ = found;
        }
        return line[at_ + kKey.size()] != '"';
    }

    std::string rest_;  ///< of a line that goes on in the next bytes
    std::size_t at_ = 0;
    bool lastChunk_ = false;
    bool ended_ = false;
};

struct Link {
    int socket = -1;
    std::size_t request = 0;
    int events = 0;
    Nanos last{};
    TokenLines lines;
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
        link.lines.reset();
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
        const int tokens = link.lines.count({buffer_.data(), read.bytes});
        if (keepLog_) {
            keepStamps(link, tokens, *read.kernelUnixNanos);
        }
        link.events += tokens;
        if (link.lines.ended()) {
            events_ += static_cast<std::uint64_t>(link.events);
            ++ended_;
            sendNext(link);
        }
    }
    void keepStamps(Link& link, int tokens, std::int64_t stamp) {
        link.last = kernelClock_.toRunTime(stamp, clock_.now(), link.last);
        for (int i = 0; i < tokens; ++i) {
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
