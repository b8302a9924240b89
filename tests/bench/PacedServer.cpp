// SPDX-License-Identifier: GPL-3.0-or-later
#include "PacedServer.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <string_view>

namespace sagebench::bench {
namespace {

constexpr std::string_view kStreamHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
constexpr std::string_view kEnd =
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"
    "data: "
    "{\"choices\":[],\"usage\":{\"prompt_tokens\":32,\"completion_tokens\":64,\"total_tokens\":96}}"
    "\n\n"
    "data: [DONE]\n\n";
constexpr std::string_view kToken =
    "data: "
    "{\"id\":\"cmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"paced\","
    "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n";

std::int64_t realtime() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

void check(bool good, const char* what) {
    if (!good) {
        throw std::runtime_error(fmt::format("{}: {}", what, std::strerror(errno)));
    }
}

void switchOn(int fd, int level, int option) {
    const int on = 1;
    check(setsockopt(fd, level, option, &on, sizeof on) == 0, "setsockopt");
}

void sendAll(int fd, std::string_view bytes) {
    // Answers are small and the client reads: what does not fit would be a broken benchmark.
    check(
        ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()),
        "send");
}

std::string chunk(std::string_view body) {
    return fmt::format("{:x}\r\n{}\r\n", body.size(), body);
}

std::string jsonAnswer(int status, std::string_view body) {
    return fmt::format(
        "HTTP/1.1 {} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", status,
        body.size(), body);
}

std::int64_t stampIn(const msghdr& message) {
    for (cmsghdr* c = CMSG_FIRSTHDR(&message); c;
         c = CMSG_NXTHDR(const_cast<msghdr*>(&message), c)) {
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS) {
            timespec stamp{};
            std::memcpy(&stamp, CMSG_DATA(c), sizeof stamp);
            return stamp.tv_sec * 1'000'000'000LL + stamp.tv_nsec;
        }
    }
    return realtime();
}

/// Length of the first complete request in `input`, 0 while it is not whole.
std::size_t wholeRequest(std::string_view input) {
    const auto headEnd = input.find("\r\n\r\n");
    if (headEnd == std::string_view::npos) {
        return 0;
    }
    std::size_t body = 0;
    if (const auto at = input.substr(0, headEnd).find("Content-Length: ");
        at != std::string_view::npos) {
        body = std::strtoul(input.data() + at + 16, nullptr, 10);
    }
    const std::size_t all = headEnd + 4 + body;
    return input.size() >= all ? all : 0;
}

}  // namespace

PacedServer::PacedServer(Pace pace) : pace_(pace) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    check(listener_ >= 0, "socket");
    switchOn(listener_, SOL_SOCKET, SO_TIMESTAMPNS);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    check(bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0, "bind");
    check(listen(listener_, 4096) == 0, "listen");
    check(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
    port_ = ntohs(address.sin_port);
    epoll_ = epoll_create1(0);
    epoll_event event{EPOLLIN, {.fd = listener_}};
    check(epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_, &event) == 0, "epoll_ctl");
}

PacedServer::~PacedServer() {
    for (const auto& [fd, connection] : connections_) {
        close(fd);
    }
    close(listener_);
    close(epoll_);
}

void PacedServer::run(const volatile int* stop) {
    std::array<epoll_event, 256> events{};
    while (!*stop) {
        const int ready =
            epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), waitMs());
        for (int i = 0; i < ready; ++i) {
            const int fd = events[static_cast<std::size_t>(i)].data.fd;
            fd == listener_ ? acceptAll() : readFrom(fd);
        }
        sendDue();
    }
}

/// Sleeps only while the next token is far; the last millisecond is polled, so that tokens leave on
/// time.
int PacedServer::waitMs() const {
    if (due_.empty()) {
        return 50;
    }
    const std::int64_t ahead = due_.top().at - realtime();
    return ahead > 2'000'000 ? static_cast<int>(ahead / 1'000'000 - 1) : 0;
}

void PacedServer::acceptAll() {
    while (true) {
        const int fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
        if (fd < 0) {
            return;
        }
        switchOn(fd, IPPROTO_TCP, TCP_NODELAY);
        switchOn(fd, SOL_SOCKET, SO_TIMESTAMPNS);
        epoll_event event{EPOLLIN, {.fd = fd}};
        check(epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
        connections_[fd];
    }
}

void PacedServer::readFrom(int fd) {
    Connection& connection = connections_[fd];
    std::array<char, 65536> buffer;
    std::array<char, 256> control;
    iovec part{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = recvmsg(fd, &message, MSG_DONTWAIT);
    if (got <= 0) {
        closeConnection(fd);
        return;
    }
    connection.input.append(buffer.data(), static_cast<std::size_t>(got));
    connection.stamp = stampIn(message);
    if (const std::size_t size = wholeRequest(connection.input); size > 0) {
        const std::string request = connection.input.substr(0, size);
        connection.input.erase(0, size);
        answer(fd, request, connection.stamp);
    }
}

void PacedServer::answer(int fd, std::string_view request, std::int64_t stamp) {
    if (request.starts_with("GET /v1/models")) {
        sendAll(
            fd,
            jsonAnswer(
                200,
                R"({"object":"list","data":[{"id":"paced","object":"model","owned_by":"paced"}]})"));
    } else if (!request.starts_with("POST /v1/chat/completions")) {
        sendAll(fd, jsonAnswer(404, R"({"error":{"message":"not here"}})"));
    } else if (request.find("\"stream\":true") == std::string_view::npos) {
        const auto words = static_cast<long>(std::count(request.begin(), request.end(), ' '));
        sendAll(
            fd,
            jsonAnswer(200, fmt::format(
                                "{{\"choices\":[{{\"index\":0,\"message\":{{\"role\":\"assistant\","
                                "\"content\":\"w\"}},\"finish_reason\":\"length\"}}],\"usage\":{{"
                                "\"prompt_tokens\":{},\"completion_tokens\":1}}}}",
                                words)));
    } else {
        log_.push_back({stamp, {}});
        log_.back().departures.reserve(static_cast<std::size_t>(pace_.tokens));
        due_.push({stamp + pace_.firstTokenNs, fd, log_.size() - 1, 0});
    }
}

void PacedServer::sendDue() {
    while (!due_.empty() && due_.top().at <= realtime()) {
        const Due due = due_.top();
        due_.pop();
        sendToken(due);
    }
}

void PacedServer::sendToken(const Due& due) {
    static const std::string kFirst = std::string(kStreamHead) + chunk(kToken);
    static const std::string kMiddle = chunk(kToken);
    static const std::string kLast = chunk(kToken) + chunk(kEnd) + "0\r\n\r\n";
    const bool last = due.token + 1 == pace_.tokens;
    const std::string& bytes = due.token == 0 ? kFirst : last ? kLast : kMiddle;
    log_[due.entry].departures.push_back(realtime());
    sendAll(due.fd, bytes);
    if (!last) {
        due_.push({due.at + pace_.gapNs, due.fd, due.entry, due.token + 1});
    }
}

void PacedServer::closeConnection(int fd) {
    connections_.erase(fd);
    close(fd);
}

}  // namespace sagebench::bench
