// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FaultServer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "support/FaultAnswers.h"

namespace sagebench::test {
namespace {

/// A socket bound to a free port of 127.0.0.1.
int boundSocket(int& port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(fd, generic, size) != 0 || getsockname(fd, generic, &size) != 0) {
        throw std::runtime_error("no free port on 127.0.0.1");
    }
    port = ntohs(address.sin_port);
    return fd;
}

std::size_t contentLength(const std::string& head) {
    const auto at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
}

}  // namespace

Answer& Answer::send(std::string bytes) {
    steps_.push_back({Kind::Send, std::move(bytes)});
    return *this;
}
Answer& Answer::sendByteByByte(std::string bytes) {
    steps_.push_back({Kind::ByteByByte, std::move(bytes)});
    return *this;
}
Answer& Answer::pause(std::chrono::milliseconds time) {
    steps_.push_back({Kind::Pause, {}, time});
    return *this;
}
Answer& Answer::sendForever(std::string bytes, std::chrono::milliseconds every) {
    steps_.push_back({Kind::Forever, std::move(bytes), every});
    return *this;
}
Answer& Answer::stall() {
    steps_.push_back({Kind::Stall, {}});
    return *this;
}
Answer& Answer::close() {
    steps_.push_back({Kind::Close, {}});
    return *this;
}
Answer& Answer::reset() {
    steps_.push_back({Kind::Reset, {}});
    return *this;
}

FaultServer::FaultServer(Script script) : FaultServer(std::move(script), Options()) {}

FaultServer::FaultServer(Script script, Options options)
    : script_(std::move(script)), options_(std::move(options)), listener_(boundSocket(port_)) {
    if (options_.tls) {
        certificate_ = std::make_unique<TestCertificate>(options_.tlsNames);
        tls_.reset(SSL_CTX_new(TLS_server_method()));
        SSL_CTX_use_certificate(tls_.get(), certificate_->certificate());
        SSL_CTX_use_PrivateKey(tls_.get(), certificate_->key());
    }
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
    listen(listener_, 1024);
    acceptor_ = std::thread([this] { acceptAll(); });
}

FaultServer::~FaultServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (ServerChannel* channel : open_) {
            channel->interrupt();
        }
    }
    stopped_.notify_all();
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    for (std::thread& thread : threads_) {
        thread.join();
    }
    ::close(listener_);
}

int FaultServer::connections() const {
    const std::lock_guard lock(mutex_);
    return connections_;
}

std::vector<ReceivedRequest> FaultServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void FaultServer::acceptAll() {
    for (;;) {
        const int client = accept(listener_, nullptr, nullptr);
        if (client < 0) {
            return;
        }
        const std::lock_guard lock(mutex_);
        threads_.emplace_back([this, client, number = connections_++] {
            ServerChannel channel(client, tls_.get());
            serve(channel, number);
        });
    }
}

void FaultServer::serve(ServerChannel& channel, int connection) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            return;
        }
        open_.insert(&channel);
    }
    std::string unread;
    if (channel.handshake()) {
        for (int n = 0; serveOne(channel, unread, connection, n); ++n) {
        }
    }
    const std::lock_guard lock(mutex_);
    open_.erase(&channel);
}

bool FaultServer::serveOne(ServerChannel& channel, std::string& unread, int connection,
                           int onConnection) {
    ReceivedRequest request{0, connection, onConnection, {}, {}};
    std::size_t headEnd = 0;
    if (!readUntil(channel, unread, [&](const std::string& text) {
            headEnd = text.find("\r\n\r\n");
            return headEnd != std::string::npos;
        })) {
        return false;
    }
    request.head = unread.substr(0, headEnd + 4);
    const std::size_t end = headEnd + 4 + contentLength(request.head);
    if (!readUntil(channel, unread, [&](const std::string& text) { return text.size() >= end; })) {
        return false;
    }
    request.body = unread.substr(headEnd + 4, end - headEnd - 4);
    unread.erase(0, end);
    return perform(channel, answerTo(std::move(request)));
}

bool FaultServer::readUntil(ServerChannel& channel, std::string& unread,
                            const std::function<bool(const std::string&)>& enough) {
    while (!enough(unread)) {
        const std::string more = channel.read(options_.closeIdleAfter);
        if (more.empty()) {
            channel.close();
            return false;
        }
        unread += more;
    }
    return true;
}

Answer FaultServer::answerTo(ReceivedRequest request) {
    if (request.head.starts_with("GET ")) {
        return request.head.starts_with("GET /v1/models ") ? answers::models(options_.model)
                                                           : answers::error(404, "{}");
    }
    const std::lock_guard lock(mutex_);
    request.number = static_cast<int>(requests_.size());
    requests_.push_back(request);
    return script_(request);
}

bool FaultServer::perform(ServerChannel& channel, const Answer& answer) {
    for (const Answer::Step& step : answer.steps_) {
        if (!performStep(channel, step)) {
            return false;
        }
    }
    return true;
}

/// False: the connection is over.
bool FaultServer::performStep(ServerChannel& channel, const Answer::Step& step) {
    switch (step.kind) {
        case Answer::Kind::Send:
            return channel.write(step.bytes);
        case Answer::Kind::ByteByByte:
            for (const char& byte : step.bytes) {
                if (!channel.write({&byte, 1})) {
                    return false;
                }
            }
            return true;
        case Answer::Kind::Pause:
            return sleepFor(step.time);
        case Answer::Kind::Forever:
            while (channel.write(step.bytes) && sleepFor(step.time)) {
            }
            return false;
        case Answer::Kind::Stall:
            while (!channel.read(std::nullopt).empty()) {
            }
            return false;
        case Answer::Kind::Close:
            channel.close();
            return false;
        case Answer::Kind::Reset:
            channel.reset();
            return false;
    }
    return false;
}

bool FaultServer::sleepFor(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !stopped_.wait_for(lock, time, [this] { return stopping_; });
}

RefusingPort::RefusingPort() : socket_(boundSocket(port_)) {}
RefusingPort::~RefusingPort() {
    ::close(socket_);
}

}  // namespace sagebench::test
