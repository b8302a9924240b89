// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ServerChannel.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace sagebench::test {

ServerChannel::ServerChannel(int socket, SSL_CTX* tls) : socket_(socket) {
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (tls != nullptr) {
        ssl_.reset(SSL_new(tls));
        SSL_set_fd(ssl_.get(), socket_);
    }
}

ServerChannel::~ServerChannel() {
    ::close(socket_);
}

bool ServerChannel::handshake() {
    return !ssl_ || SSL_accept(ssl_.get()) == 1;
}

std::string ServerChannel::read(std::optional<std::chrono::milliseconds> patience) {
    pollfd readable{socket_, POLLIN, 0};
    const bool buffered = ssl_ && SSL_pending(ssl_.get()) > 0;
    if (!buffered && poll(&readable, 1, patience ? static_cast<int>(patience->count()) : -1) <= 0) {
        return {};
    }
    std::array<char, 64 * 1024> buffer;
    const long got = ssl_ ? SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()))
                          : recv(socket_, buffer.data(), buffer.size(), 0);
    return got > 0 ? std::string(buffer.data(), static_cast<std::size_t>(got)) : std::string();
}

bool ServerChannel::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const long sent = ssl_ ? SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                               : send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void ServerChannel::close() {
    if (ssl_) {
        SSL_shutdown(ssl_.get());
    }
    shutdown(socket_, SHUT_RDWR);
}

/// The socket itself is closed by the destructor, which then sends RST in place of FIN.
void ServerChannel::reset() {
    const linger atOnce{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
}

void ServerChannel::interrupt() {
    shutdown(socket_, SHUT_RDWR);
}

}  // namespace sagebench::test
