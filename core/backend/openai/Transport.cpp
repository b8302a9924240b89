// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/Transport.h"

#include <fmt/format.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

namespace sagebench {

namespace asio = boost::asio;
using boost::system::error_code;

ConnectionEnd connectionEnd(const error_code& error) {
    if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) {
        return {true, "closed the connection"};
    }
    if (error == asio::error::connection_reset || error == asio::error::broken_pipe) {
        return {false, "reset the connection"};
    }
    return {false, fmt::format("was lost ({})", error.message())};
}

Failure connectFailure(const error_code& error) {
    return {ErrorCategory::Connect, fmt::format("can't connect: {}", error.message())};
}

void sendWithoutDelay(TcpSocket& socket) {
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
}

TcpCounters countersOf(TcpSocket& socket) {
    return socket.is_open()
               ? tcpCountersOf(static_cast<int>(socket.native_handle())).value_or(TcpCounters{})
               : TcpCounters{};
}

IdleState idleState(TcpSocket& socket) {
    char byte = 0;
    error_code error;
    socket.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, error);
    if (error == asio::error::would_block || error == asio::error::try_again) {
        return IdleState::Quiet;
    }
    return error ? IdleState::Closed : IdleState::Speaks;
}

std::shared_ptr<Transport> makePlainTransport(WorkerLoop& loop, TransportEvents& events) {
#ifdef __linux__
    return makeEpollTransport(loop, events);
#else
    return makeAsioTransport(loop, events);
#endif
}

}  // namespace sagebench
