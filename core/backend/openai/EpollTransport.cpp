// SPDX-License-Identifier: GPL-3.0-or-later
#ifdef __linux__

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <cerrno>
#include <utility>

#include "backend/openai/Transport.h"
#include "net/StampedReceive.h"

namespace sagebench {
namespace {

using boost::system::error_code;

error_code systemError(int number) {
    return {number, boost::system::system_category()};
}

bool wouldBlock(int number) {
    return number == EAGAIN || number == EWOULDBLOCK || number == EINTR;
}

/// A socket of its own in the loop's epoll set: nothing between the kernel and us but recvmsg, for
/// its stamps, and send.
class EpollTransport final : public Transport, private SocketEvents {
  public:
    EpollTransport(WorkerLoop& loop, TransportEvents& events) : loop_(loop), events_(&events) {}
    ~EpollTransport() { close(); }

    void open(const Endpoints& endpoints) override {
        endpoints_ = endpoints;
        connecting_ = true;
        connectNext();
    }

    void write(std::string_view bytes, Nanos now) override {
        unwritten_ = bytes;
        lastStamp_ = std::max(lastStamp_, now);
        writeSome();
    }

    bool stale() override {
        char byte = 0;
        return recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || !wouldBlock(errno);
    }

    TcpCounters counters() override {
        return socket_ >= 0 ? tcpCountersOf(socket_).value_or(TcpCounters{}) : TcpCounters{};
    }

    void close() override {
        events_ = nullptr;
        closeSocket();
    }

  private:
    void closeSocket() {
        loop_.sockets.forget(*this);
        if (socket_ >= 0) {
            loop_.closed.add(counters());
            loop_.sockets.remove(socket_, *this);
            ::close(std::exchange(socket_, -1));
        }
    }

    /// The first endpoint that takes us; what is known at once is told from the loop too.
    void connectNext() {
        while (tried_ < endpoints_.size()) {
            closeSocket();
            if (beginConnect(endpoints_[tried_++])) {
                return;
            }
            failure_ = systemError(errno);
        }
        closeSocket();
        loop_.sockets.tellSoon(*this);
    }
    bool beginConnect(const boost::asio::ip::tcp::endpoint& endpoint) {
        socket_ =
            ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (socket_ < 0) {
            return false;
        }
        const int on = 1;
        setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        enableKernelStamps(socket_);
        const auto size = static_cast<socklen_t>(endpoint.size());
        return (::connect(socket_, endpoint.data(), size) == 0 || errno == EINPROGRESS) &&
               loop_.sockets.add(socket_, *this, true);
    }

    void socketReady(bool readable, bool writable) override {
        if (connecting_) {
            onConnected();
            return;
        }
        if (writable) {
            loop_.sockets.change(socket_, *this, false);
            writeSome();
        }
        if (readable && events_ != nullptr) {
            read();
        }
    }

    void onConnected() {
        int error = 0;
        socklen_t size = sizeof error;
        if (socket_ < 0) {
            connecting_ = false;
            events_->openFailed(connectFailure(failure_));
        } else if (getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
            failure_ = systemError(error);
            connectNext();
        } else {
            connecting_ = false;
            loop_.sockets.change(socket_, *this, false);
            events_->opened();
        }
    }

    void read() {
        const StampedRead read = receiveStamped(socket_, loop_.readBuffer);
        const Nanos now = loop_.now();
        if (read.bytes > 0) {
            events_->received({loop_.readBuffer.data(), read.bytes},
                              loop_.stampOf(read, now, lastStamp_));
        } else if (!read.nothingYet) {
            const error_code end =
                read.error ? systemError(read.error.value()) : error_code(boost::asio::error::eof);
            TransportEvents& events = *events_;
            closeSocket();  // level-triggered: it would be told again and again
            events.ended(connectionEnd(end), now);
        }
    }

    void writeSome() {
        const ssize_t sent =
            send(socket_, unwritten_.data(), unwritten_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && !wouldBlock(errno)) {
            return;  // the connection is gone, which the read side tells too, after any answer
        }
        unwritten_.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
        if (unwritten_.empty()) {
            events_->written();
        } else {
            loop_.sockets.change(socket_, *this, true);
        }
    }

    WorkerLoop& loop_;
    TransportEvents* events_;
    Endpoints endpoints_;
    std::size_t tried_ = 0;
    error_code failure_ = systemError(EADDRNOTAVAIL);
    std::string_view unwritten_;
    Nanos lastStamp_{};
    int socket_ = -1;
    bool connecting_ = false;
};

}  // namespace

std::shared_ptr<Transport> makeEpollTransport(WorkerLoop& loop, TransportEvents& events) {
    return std::make_shared<EpollTransport>(loop, events);
}

}  // namespace sagebench

#endif
