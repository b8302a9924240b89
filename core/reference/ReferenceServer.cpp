// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/ReferenceServer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/detail/concurrency_hint.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdio>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <utility>

#include "base/Clock.h"
#include "net/KernelClock.h"
#include "net/StampedReceive.h"
#include "reference/ReferenceAnswer.h"
#include "reference/ReferenceRequest.h"

namespace sagebench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using SteadyTime = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyTime, asio::wait_traits<SteadyTime>, Executor>;

constexpr int kBacklog = 16384;
/// Closer than this a departure is waited for by polling: sleeping would make it late.
constexpr Nanos kPolled = std::chrono::microseconds(1500);
/// After the system had no descriptor for a client.
constexpr Nanos kAcceptPause = std::chrono::milliseconds(10);
constexpr Nanos kLookForStop = std::chrono::milliseconds(50);
/// Tokens sent before the sockets have their turn.
constexpr int kSendsInARow = 64;

/// One client, and the answer that it gets.
struct Link : std::enable_shared_from_this<Link> {
    explicit Link(asio::io_context& io) : socket(io) {}

    Socket socket;
    std::string input;
    std::string unsent;  ///< of the answer: what the socket did not take
    ReferenceRequest request;
    std::optional<StreamedAnswer> answer;
    std::size_t entry = 0;  ///< of the log
    int tokensSent = 0;
    Nanos received{};  ///< of the last bytes
    bool answering = false;
};
using LinkPtr = std::shared_ptr<Link>;

/// The next token of an answer.
struct Departure {
    Nanos at{};
    LinkPtr link;
    bool operator>(const Departure& other) const { return at > other.at; }
};

}  // namespace

class ReferenceServer::Impl {
  public:
    Impl(ReferencePace pace, std::uint16_t port, bool keepLog)
        : pace_(pace),
          keepLog_(keepLog),
          acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), port)) {
        acceptor_.listen(kBacklog);
        acceptor_.non_blocking(true);
        awaitClient();
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    const std::vector<RequestTruth>& log() const { return log_; }

    void run(const std::atomic<bool>& stop) {
        while (!stop.load(std::memory_order_relaxed)) {
            serveSockets();
            sendDue();
        }
    }

  private:
    void serveSockets() {
        const Nanos now = clock_.now();
        if (pace_.flood && now - lastRequest_ < kLookForStop) {
            io_.poll();  // awake: waking us would cost the client more than its request
            return;
        }
        const Nanos next = due_.empty() ? now + kLookForStop + kPolled : due_.top().at;
        if (next - now > kPolled) {
            io_.run_one_until(clock_.t0() + std::min(next - kPolled, now + kLookForStop));
        }
        io_.poll();
    }

    void awaitClient() {
        acceptor_.async_wait(asio::socket_base::wait_read, [this](error_code) { acceptAll(); });
    }
    void acceptAll() {
        while (true) {
            const auto link = std::make_shared<Link>(io_);
            error_code error;
            acceptor_.accept(link->socket, error);
            if (error == asio::error::would_block || error == asio::error::try_again) {
                awaitClient();
                return;
            }
            if (error) {
                acceptLater(error);
                return;
            }
            link->socket.set_option(tcp::no_delay(true), error);
            link->socket.non_blocking(true, error);
            enableKernelStamps(static_cast<int>(link->socket.native_handle()));
            awaitBytes(link);
        }
    }
    /// The client still waits, and asked at once again the system would say the same.
    void acceptLater(error_code why) {
        if (!std::exchange(saidWhy_, true)) {
            fmt::print(stderr,
                       "the reference server can't accept a connection, and tries again: {}\n",
                       why.message());
        }
        pause_.expires_after(kAcceptPause);
        pause_.async_wait([this](error_code) { acceptAll(); });
    }

    void awaitBytes(const LinkPtr& link) {
        link->socket.async_wait(asio::socket_base::wait_read, [this, link](error_code error) {
            if (!error) {
                read(link);
            }
        });
    }
    void read(const LinkPtr& link) {
        const StampedRead read =
            receiveStamped(static_cast<int>(link->socket.native_handle()), buffer_);
        if (read.bytes == 0 && !read.nothingYet) {
            close(*link);
            return;
        }
        if (read.bytes > 0) {
            link->received = stampOf(read, link->received);
            lastRequest_ = link->received;
            link->input.append(buffer_.data(), read.bytes);
            takeRequests(link);
        }
        awaitBytes(link);
    }
    Nanos stampOf(const StampedRead& read, Nanos notBefore) {
        const Nanos now = clock_.now();
        return read.kernelUnixNanos ? kernelClock_.toRunTime(*read.kernelUnixNanos, now, notBefore)
                                    : now;
    }

    /// One at a time: what was sent ahead waits for the end of the answer before it.
    void takeRequests(const LinkPtr& link) {
        while (!link->answering) {
            const std::size_t size = wholeRequestSize(link->input);
            if (size == 0) {
                return;
            }
            link->request = readReferenceRequest(std::string_view(link->input).substr(0, size));
            link->input.erase(0, size);
            answer(link);
        }
    }
    void answer(const LinkPtr& link) {
        const ReferenceRequest& request = link->request;
        if (request.route == ReferenceRoute::Unknown || !request.error.empty()) {
            sendWhole(*link, refusal(request));
        } else if (request.route == ReferenceRoute::Models) {
            sendWhole(*link, modelsAnswer());
        } else if (!request.stream) {
            logRequest(*link);
            logDepartures(*link, request.tokens);
            sendWhole(*link, wholeAnswer(request));
        } else {
            stream(link);
        }
    }
    void stream(const LinkPtr& link) {
        logRequest(*link);
        link->answering = true;
        link->answer.emplace(link->request.route, ++answers_);
        link->tokensSent = 0;
        if (!pace_.flood) {
            due_.push({link->received + pace_.firstToken, link});
        } else if (pace_.writeEach) {
            due_.push({clock_.now(), link});
        } else {
            sendTokens(*link, link->request.tokens);
            endAnswer(*link);
        }
    }
    void sendWhole(Link& link, std::string_view bytes) {
        send(link, std::array{asio::buffer(bytes)});
        closeUnlessKept(link);
    }

    void sendDue() {
        for (int sent = 0; sent < kSendsInARow && !due_.empty(); ++sent) {
            const Nanos now = clock_.now();
            if (due_.top().at > now) {
                return;
            }
            const Departure departure = due_.top();
            due_.pop();
            sendNext(departure, now);
        }
    }
    void sendNext(const Departure& departure, Nanos now) {
        Link& link = *departure.link;
        if (!link.socket.is_open()) {
            return;
        }
        sendTokens(link, 1);
        if (link.tokensSent < link.request.tokens) {
            due_.push({pace_.flood ? now : departure.at + pace_.gap, departure.link});
            return;
        }
        endAnswer(link);
        takeRequests(departure.link);
    }

    /// The answer's next tokens, with its head before the first and its end after the last.
    void sendTokens(Link& link, int count) {
        const ReferenceRequest& request = link.request;
        StreamedAnswer& bytes = *link.answer;
        const bool first = link.tokensSent == 0;
        link.tokensSent += count;
        const bool last = link.tokensSent == request.tokens;
        const std::string end = last ? bytes.end(request.promptTokens, request.tokens) : "";
        const std::string_view head = first ? StreamedAnswer::head() : std::string_view();
        const std::string_view tokens = bytes.tokens(count);
        logDepartures(link, count);
        if (first || last) {
            send(link, std::array{asio::buffer(head), asio::buffer(tokens), asio::buffer(end)});
        } else {
            send(link, std::array{asio::buffer(tokens)});
        }
    }
    void endAnswer(Link& link) {
        link.answering = false;
        closeUnlessKept(link);
    }

    template <class Buffers>
    void send(Link& link, const Buffers& buffers) {
        std::size_t sent = 0;
        error_code error;
        if (link.unsent.empty()) {
            sent = link.socket.send(buffers, 0, error);
        }
        if (error && error != asio::error::would_block && error != asio::error::try_again) {
            close(link);
            return;
        }
        const bool waiting = !link.unsent.empty();
        for (const asio::const_buffer& buffer : buffers) {
            const std::size_t done = std::min(sent, buffer.size());
            sent -= done;
            link.unsent.append(static_cast<const char*>(buffer.data()) + done,
                               buffer.size() - done);
        }
        if (!waiting && !link.unsent.empty()) {
            awaitRoom(link);
        }
    }
    void awaitRoom(Link& link) {
        link.socket.async_wait(asio::socket_base::wait_write,
                               [this, kept = link.shared_from_this()](error_code error) {
                                   if (!error) {
                                       sendUnsent(*kept);
                                   }
                               });
    }
    void sendUnsent(Link& link) {
        const std::string bytes = std::exchange(link.unsent, {});
        send(link, std::array{asio::buffer(bytes)});
        closeUnlessKept(link);
    }

    void closeUnlessKept(Link& link) {
        if (!link.answering && !link.request.keepAlive && link.unsent.empty()) {
            close(link);
        }
    }
    static void close(Link& link) {
        error_code ignored;
        link.socket.close(ignored);
    }

    void logRequest(Link& link) {
        if (keepLog_) {
            link.entry = log_.size();
            log_.push_back({link.request.requestId, absolute(link.received), {}});
            log_.back().departureNs.reserve(static_cast<std::size_t>(link.request.tokens));
        }
    }
    void logDepartures(const Link& link, int count) {
        if (keepLog_) {
            auto& departures = log_[link.entry].departureNs;
            departures.insert(departures.end(), static_cast<std::size_t>(count),
                              absolute(clock_.now()));
        }
    }
    std::int64_t absolute(Nanos t) const {
        return (clock_.t0().time_since_epoch() + t) / std::chrono::nanoseconds(1);
    }

    const ReferencePace pace_;
    const bool keepLog_;
    const SteadyClock clock_;
    const StampingOn stampingOn_;
    KernelClock kernelClock_{clock_};
    asio::io_context io_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
    Acceptor acceptor_;
    Timer pause_{io_};
    bool saidWhy_ = false;
    std::uint64_t answers_ = 0;
    std::vector<char> buffer_ = std::vector<char>(65536);
    Nanos lastRequest_ = -kLookForStop;
    std::vector<RequestTruth> log_;
    std::priority_queue<Departure, std::vector<Departure>, std::greater<>> due_;
};

ReferenceServer::ReferenceServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ReferenceServer::~ReferenceServer() = default;
ReferenceServer::ReferenceServer(ReferenceServer&&) noexcept = default;
ReferenceServer& ReferenceServer::operator=(ReferenceServer&&) noexcept = default;

Result<ReferenceServer> ReferenceServer::listen(ReferencePace pace, std::uint16_t port,
                                                bool keepLog) {
    try {
        return ReferenceServer(std::make_unique<Impl>(pace, port, keepLog));
    } catch (const std::exception& error) {
        return fail(ErrorKind::Run,
                    fmt::format("the reference server can't listen on 127.0.0.1:{}: {}", port,
                                error.what()));
    }
}

std::uint16_t ReferenceServer::port() const {
    return impl_->port();
}

void ReferenceServer::run(const std::atomic<bool>& stop) {
    impl_->run(stop);
}

const std::vector<RequestTruth>& ReferenceServer::log() const {
    return impl_->log();
}

}  // namespace sagebench
