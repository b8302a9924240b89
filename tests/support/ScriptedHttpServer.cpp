// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedHttpServer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <csignal>
#include <optional>
#include <stdexcept>

namespace sagebench::test {

namespace {
constexpr char kTlsHello = 0x16;
}

/// A connection, plain or TLS, read by lines and counts of bytes.
class ScriptedHttpServer::Stream {
  public:
    Stream(int fd, const TestCertificate* certificate) : fd_(fd) {
        if (certificate) {
            context_ = SSL_CTX_new(TLS_server_method());
            SSL_CTX_use_certificate(context_, certificate->certificate());
            SSL_CTX_use_PrivateKey(context_, certificate->key());
            tls_ = SSL_new(context_);
            SSL_set_fd(tls_, fd);
            ready_ = SSL_accept(tls_) == 1;
        }
    }
    ~Stream() {
        SSL_free(tls_);
        SSL_CTX_free(context_);
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    bool ready() const { return ready_; }

    bool fill() {
        char bytes[4096];
        const auto n = tls_ ? SSL_read(tls_, bytes, sizeof bytes)
                            : static_cast<int>(recv(fd_, bytes, sizeof bytes, 0));
        if (n > 0) {
            buffer_.append(bytes, static_cast<std::size_t>(n));
        }
        return n > 0;
    }
    std::optional<std::string> line() {
        std::size_t end = 0;
        while ((end = buffer_.find("\r\n")) == std::string::npos) {
            if (buffer_.starts_with(kTlsHello) || !fill()) {
                return std::nullopt;
            }
        }
        std::string text = buffer_.substr(0, end);
        buffer_.erase(0, end + 2);
        return text;
    }
    std::optional<std::string> bytes(std::size_t count) {
        while (buffer_.size() < count) {
            if (!fill()) {
                return std::nullopt;
            }
        }
        std::string text = buffer_.substr(0, count);
        buffer_.erase(0, count);
        return text;
    }
    void write(const std::string& text) {
        if (tls_) {
            SSL_write(tls_, text.data(), static_cast<int>(text.size()));
            return;
        }
        for (std::size_t done = 0; done < text.size();) {
            const auto n = send(fd_, text.data() + done, text.size() - done, MSG_NOSIGNAL);
            if (n <= 0) {
                return;
            }
            done += static_cast<std::size_t>(n);
        }
    }
    std::optional<SeenRequest> request() {
        auto first = line();
        if (!first) {
            return std::nullopt;
        }
        SeenRequest seen;
        const auto space = first->find(' ');
        seen.method = first->substr(0, space);
        seen.path = first->substr(space + 1, first->find(' ', space + 1) - space - 1);
        for (auto header = line(); header && !header->empty(); header = line()) {
            std::string name = header->substr(0, header->find(':'));
            std::transform(name.begin(), name.end(), name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            seen.headers[name] = header->substr(std::min(header->size(), header->find(':') + 2));
        }
        const auto length = seen.headers.find("content-length");
        auto body = bytes(length == seen.headers.end() ? 0 : std::stoul(length->second));
        if (!body) {
            return std::nullopt;
        }
        seen.body = *body;
        return seen;
    }

  private:
    int fd_;
    bool ready_ = true;
    SSL_CTX* context_ = nullptr;
    SSL* tls_ = nullptr;
    std::string buffer_;
};

ScriptedHttpServer::ScriptedHttpServer(const TestCertificate* certificate)
    : certificate_(certificate) {
    // SSL_write has no MSG_NOSIGNAL.
    std::signal(SIGPIPE, SIG_IGN);
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, size) != 0 || listen(listener_, 64) != 0 ||
        getsockname(listener_, generic, &size) != 0) {
        throw std::runtime_error("the test server can't listen on 127.0.0.1");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { acceptLoop(); });
}

ScriptedHttpServer::~ScriptedHttpServer() {
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    close(listener_);
    {
        const std::lock_guard lock(mutex_);
        for (int fd : open_) {
            shutdown(fd, SHUT_RDWR);
        }
    }
    for (std::thread& server : servers_) {
        server.join();
    }
}

void ScriptedHttpServer::on(const std::string& path, ScriptedAnswer answer) {
    on(path, [answer = std::move(answer)](const SeenRequest&) { return answer; });
}

void ScriptedHttpServer::on(const std::string& path, Handler handler) {
    const std::lock_guard lock(mutex_);
    handlers_[path] = std::move(handler);
}

std::string ScriptedHttpServer::url() const {
    return (certificate_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_);
}

std::vector<SeenRequest> ScriptedHttpServer::requests() const {
    const std::lock_guard lock(mutex_);
    return seen_;
}

std::vector<SeenRequest> ScriptedHttpServer::requests(const std::string& path) const {
    std::vector<SeenRequest> all = requests();
    std::erase_if(all, [&](const SeenRequest& request) { return request.path != path; });
    return all;
}

void ScriptedHttpServer::acceptLoop() {
    for (;;) {
        const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) {
            return;
        }
        ++connections_;
        const std::lock_guard lock(mutex_);
        open_.push_back(fd);
        servers_.emplace_back([this, fd] { serve(fd); });
    }
}

ScriptedAnswer ScriptedHttpServer::answerTo(const SeenRequest& request) {
    Handler handler;
    {
        const std::lock_guard lock(mutex_);
        seen_.push_back(request);
        const auto it = handlers_.find(request.path);
        if (it != handlers_.end()) {
            handler = it->second;
        }
    }
    return handler ? handler(request)
                   : ScriptedAnswer{.status = 404, .body = R"({"error":"no such path"})"};
}

void ScriptedHttpServer::serve(int fd) {
    Stream stream(fd, certificate_);
    while (stream.ready()) {
        const auto request = stream.request();
        if (!request) {
            break;
        }
        const ScriptedAnswer answer = answerTo(*request);
        if (answer.never) {
            while (stream.fill()) {
            }
            break;
        }
        if (!answer.raw.empty()) {
            stream.write(answer.raw);
            break;
        }
        stream.write("HTTP/1.1 " + std::to_string(answer.status) +
                     " Scripted\r\nContent-Type: " + answer.contentType + "\r\nContent-Length: " +
                     std::to_string(answer.body.size()) + "\r\n\r\n" + answer.body);
        if (answer.closeAfterwards) {
            break;
        }
    }
    const std::lock_guard lock(mutex_);
    std::erase(open_, fd);
    close(fd);
}

}  // namespace sagebench::test
