// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/OpenAiDriver.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sagebench {
namespace {

using boost::system::error_code;

/// A server that takes longer to accept them gets the rest of its connections while the run goes
/// on.
constexpr Nanos kPrepareLimit = std::chrono::seconds(30);

/// Reads between two sends that are overdue.
constexpr int kReadWhenLate = 64;

std::string hostAndPort(const Url& url) {
    const bool ipv6 = url.host.find(':') != std::string::npos;
    return ipv6 ? fmt::format("[{}]:{}", url.host, url.port)
                : fmt::format("{}:{}", url.host, url.port);
}

}  // namespace

OpenAiDriver::OpenAiDriver(OpenAiTarget target, const SteadyClock& clock, DriverEvents& events)
    : target_(std::move(target)),
      events_(events),
      where_(hostAndPort(target_.base)),
      loop_(clock),
      address_(loop_, target_.base, [this](const auto& error) { onAddress(error); }) {
    if (target_.base.https) {
        tls_ = std::make_unique<TlsClient>(target_.base.host, target_.tlsVerify);
    }
}

OpenAiDriver::~OpenAiDriver() {
    for (const auto& entry : connections_) {
        entry.first->close();
    }
}

void OpenAiDriver::prepare(int connections, std::stop_token stop) {
    for (auto n = idle_.size() + opening_; n < static_cast<std::size_t>(connections); ++n) {
        openConnection();
    }
    const std::stop_callback onStop(stop, [this] { loop_.interrupt(); });
    const Nanos deadline = loop_.now() + kPrepareLimit;
    while (opening_ > 0 && !stop.stop_requested() && loop_.now() < deadline) {
        retired_.clear();
        loop_.waitForOne(deadline);
    }
}

void OpenAiDriver::submit(ActiveRequest& request) {
    Connection* const idle = takeIdle();
    (idle != nullptr ? *idle : openConnection()).carry(request);
}

void OpenAiDriver::cancel(ActiveRequest& request, Outcome outcome, ErrorCategory category,
                          const std::string& message) {
    auto& connection = *static_cast<Connection*>(request.driverState);
    connection.reader().giveUp(loop_.now());
    connection.release();
    retire(connection);
    request.record.outcome = outcome;
    request.record.errorCategory = category;
    request.record.errorMessage = message;
    deliver(request);
}

void OpenAiDriver::runUntil(Nanos deadline) {
    finishedOne_ = false;
    if (loop_.now() >= deadline) {
        // A worker that is late must not starve the answers.
        for (int i = 0; i < kReadWhenLate && !finishedOne_ && loop_.pollOne(); ++i) {
            retired_.clear();
        }
        return;
    }
    while (!finishedOne_ && !loop_.takeWake() && loop_.lastNow() < deadline) {
        retired_.clear();
        loop_.waitForOne(deadline);
    }
}

void OpenAiDriver::wake() {
    loop_.wake();
}

std::optional<TcpCounters> OpenAiDriver::network() const {
    TcpCounters sum = loop_.closed;
    for (const auto& entry : connections_) {
        sum.add(entry.first->counters());
    }
    return sum.segments > 0 ? std::optional(sum) : std::nullopt;
}

Connection& OpenAiDriver::openConnection() {
    auto made = std::make_unique<Connection>(*this, loop_, parser_);
    Connection& connection = *made;
    connections_.emplace(&connection, std::move(made));
    ++opening_;
    if (address_.known()) {
        start(connection);
    } else {
        unresolved_.push_back(&connection);
        address_.find();
    }
    return connection;
}

void OpenAiDriver::start(Connection& connection) {
    connection.open(
        tls_ ? makeTlsTransport(loop_, connection, *tls_) : makePlainTransport(loop_, connection),
        address_.endpoints());
}

void OpenAiDriver::onAddress(const error_code& error) {
    for (Connection* connection : std::exchange(unresolved_, {})) {
        if (connections_.count(connection) == 0) {
            continue;  // cancelled when another one failed
        }
        if (error) {
            connectionFailed(
                *connection,
                {ErrorCategory::Connect, fmt::format("can't find the host: {}", error.message())});
        } else {
            start(*connection);
        }
    }
}

Connection* OpenAiDriver::takeIdle() {
    const Nanos now = loop_.now();
    for (std::size_t i = idle_.size(); i-- > 0;) {
        Connection& connection = *idle_[i];
        if (!reuse_.mayReuse(connection.answers(), now - connection.idleSince())) {
            continue;
        }
        if (!connection.stale()) {
            idle_.erase(idle_.begin() + static_cast<std::ptrdiff_t>(i));
            return &connection;
        }
        dropIdle(connection, now);
        i = std::min(i, idle_.size());
    }
    return nullptr;
}

void OpenAiDriver::connectionOpened(Connection& connection) {
    --opening_;
    if (connection.request() == nullptr) {
        idle_.push_back(&connection);
    }
}

void OpenAiDriver::connectionFailed(Connection& connection, Failure failure) {
    if (connection.request() == nullptr) {
        retire(connection);
        return;
    }
    connection.reader().giveUp(loop_.now());
    ActiveRequest& request = *connection.release();
    retire(connection);
    fail(request, failure);
}

void OpenAiDriver::connectionAnswered(Connection& connection) {
    if (connection.answers() > 1) {
        reuse_.reused();
    }
    finish(connection);
}

void OpenAiDriver::connectionEnded(Connection& connection, const ConnectionEnd& end, Nanos at) {
    if (connection.request() == nullptr) {
        dropIdle(connection, at);
    } else if (connection.wasIdle()) {
        sendOnceMore(connection, at);
    } else {
        connection.reader().end(end, at);
        finish(connection);
    }
}

void OpenAiDriver::sendOnceMore(Connection& connection, Nanos at) {
    reuse_.lost(connection.answers(), at - connection.idleSince());
    ActiveRequest& request = *connection.release();
    retire(connection);
    ++request.record.reconnects;
    openConnection().carry(request);
}

void OpenAiDriver::dropIdle(Connection& connection, Nanos at) {
    reuse_.lost(connection.answers(), at - connection.idleSince());
    retire(connection);
}

/// It may be in the middle of telling us something, so it goes later.
void OpenAiDriver::retire(Connection& connection) {
    opening_ -= connection.opening() ? 1 : 0;
    connection.close();
    std::erase(idle_, &connection);
    std::erase(unresolved_, &connection);
    auto node = connections_.extract(&connection);
    retired_.push_back(std::move(node.mapped()));
}

void OpenAiDriver::finish(Connection& connection) {
    const std::optional<Failure> failure = connection.reader().failure();
    ActiveRequest& request = *connection.release();
    if (connection.reusable() && reuse_.worthKeeping()) {
        idle_.push_back(&connection);
    } else {
        retire(connection);
    }
    if (failure) {
        fail(request, *failure);
    } else {
        request.record.outcome = Outcome::Ok;
        deliver(request);
    }
}

void OpenAiDriver::fail(ActiveRequest& request, const Failure& failure) {
    request.record.outcome = Outcome::Failed;
    request.record.errorCategory = failure.category;
    request.record.errorMessage = fmt::format("{}: {}", where_, failure.message);
    deliver(request);
}

/// Last of all: from here on the worker may do with us what it likes. A server may have echoed the
/// key in any text of its own.
void OpenAiDriver::deliver(ActiveRequest& request) {
    for (std::string* text :
         {&request.record.errorMessage, &request.record.finishReason, &request.record.text}) {
        *text = target_.key.redact(std::move(*text));
    }
    finishedOne_ = true;
    events_.finished(request);
}

Result<std::unique_ptr<Driver>> makeOpenAiDriver(const OpenAiTarget& target,
                                                 const SteadyClock& clock, int worker,
                                                 DriverEvents& events) {
    try {
        return std::make_unique<OpenAiDriver>(target, clock, events);
    } catch (const std::exception& error) {
        return sagebench::fail(
            ErrorKind::Run,
            fmt::format("worker {} can't set up its event loop: {}", worker, error.what()));
    }
}

}  // namespace sagebench
