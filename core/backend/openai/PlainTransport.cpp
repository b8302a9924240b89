// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>

#include "backend/openai/Transport.h"
#include "net/StampedReceive.h"

namespace sagebench {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

error_code endOf(const StampedRead& read) {
    return read.error ? error_code(read.error.value(), boost::system::system_category())
                      : error_code(asio::error::eof);
}

/// Waits until the socket is readable and reads it by recvmsg, for the kernel's stamps. Handlers
/// keep it alive; it is silent once closed.
class PlainTransport final : public Transport, public std::enable_shared_from_this<PlainTransport> {
  public:
    PlainTransport(WorkerLoop& loop, TransportEvents& events)
        : loop_(loop), work_(loop), events_(&events), socket_(loop.io) {}

    void open(const Endpoints& endpoints) override {
        asio::async_connect(socket_, endpoints,
                            [self = shared_from_this()](error_code error, const auto&) {
                                self->onConnected(error);
                            });
    }

    void write(std::string_view bytes, Nanos now) override {
        unwritten_ = bytes;
        lastStamp_ = std::max(lastStamp_, now);
        writeSome();
    }

    bool stale() override { return idleState(socket_) != IdleState::Quiet; }

    TcpCounters counters() override { return countersOf(socket_); }

    void close() override {
        events_ = nullptr;
        loop_.closed.add(counters());
        error_code ignored;
        socket_.close(ignored);
    }

  private:
    void onConnected(const error_code& error) {
        if (events_ == nullptr) {
            return;
        }
        if (error) {
            events_->openFailed(connectFailure(error));
            return;
        }
        sendWithoutDelay(socket_);
        enableKernelStamps(static_cast<int>(socket_.native_handle()));
        awaitReadable();
        events_->opened();
    }

    void awaitReadable() {
        socket_.async_wait(asio::socket_base::wait_read,
                           [self = shared_from_this()](error_code) { self->onReadable(); });
    }

    void onReadable() {
        if (events_ == nullptr) {
            return;
        }
        const StampedRead read =
            receiveStamped(static_cast<int>(socket_.native_handle()), loop_.readBuffer);
        const Nanos now = loop_.now();
        if (read.bytes == 0 && !read.nothingYet) {
            events_->ended(connectionEnd(endOf(read)), now);
            return;
        }
        awaitReadable();
        if (read.bytes > 0) {
            events_->received({loop_.readBuffer.data(), read.bytes},
                              loop_.stampOf(read, now, lastStamp_));
        }
    }

    void writeSome() {
        error_code error;
        const std::size_t sent =
            socket_.send(asio::buffer(unwritten_.data(), unwritten_.size()), 0, error);
        unwritten_.remove_prefix(sent);
        if (unwritten_.empty()) {
            events_->written();
        } else if (!error || error == asio::error::would_block || error == asio::error::try_again) {
            awaitWritable();
        }
        // Else the connection is gone, which the read side tells too, after any answer.
    }

    void awaitWritable() {
        socket_.async_wait(asio::socket_base::wait_write, [self = shared_from_this()](error_code) {
            if (self->events_ != nullptr) {
                self->writeSome();
            }
        });
    }

    WorkerLoop& loop_;
    WorkerLoop::AsioWork work_;  // it always waits for something
    TransportEvents* events_;
    TcpSocket socket_;
    std::string_view unwritten_;
    Nanos lastStamp_{};
};

}  // namespace

std::shared_ptr<Transport> makeAsioTransport(WorkerLoop& loop, TransportEvents& events) {
    return std::make_shared<PlainTransport>(loop, events);
}

}  // namespace sagebench
