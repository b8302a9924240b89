// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sagebench::test {

/// The server's side of one connection: blocking, with TLS or without. Owns the socket.
class ServerChannel {
  public:
    /// `tls` null: plain.
    ServerChannel(int socket, SSL_CTX* tls);
    ~ServerChannel();
    ServerChannel(const ServerChannel&) = delete;
    ServerChannel& operator=(const ServerChannel&) = delete;

    /// False: the client went away or the TLS handshake failed.
    bool handshake();
    /// Some bytes; empty at the end, or when none came within `patience`.
    std::string read(std::optional<std::chrono::milliseconds> patience);
    bool write(std::string_view bytes);
    /// The client is told that no more follows.
    void close();
    /// The client's next read fails.
    void reset();
    /// From any thread: ends every wait.
    void interrupt();

  private:
    struct SslFree {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };
    int socket_;
    std::unique_ptr<SSL, SslFree> ssl_;
};

}  // namespace sagebench::test
