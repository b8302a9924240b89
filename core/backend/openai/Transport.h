// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string_view>
#include <vector>

#include "backend/openai/AnswerReader.h"
#include "backend/openai/WorkerLoop.h"

namespace sagebench {

using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, LoopExecutor>;
using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

/// What a transport tells, from the loop and never from inside a call to it but written().
class TransportEvents {
  public:
    virtual ~TransportEvents() = default;
    virtual void opened() = 0;
    virtual void openFailed(Failure failure) = 0;
    virtual void received(std::string_view bytes, ReceiveStamp stamp) = 0;
    /// The last byte given to write() is the system's.
    virtual void written() = 0;
    virtual void ended(const ConnectionEnd& end, Nanos at) = 0;
};

/// One TCP connection, with TLS or without. Once open it reads until it ends or is closed.
class Transport {
  public:
    virtual ~Transport() = default;
    virtual void open(const Endpoints& endpoints) = 0;
    /// `bytes` must stay until written() or close(). A failure to write is told by ended(), after
    /// what the server may still have said. No answer can come before `now`.
    virtual void write(std::string_view bytes, Nanos now) = 0;
    /// True: found closed, or speaking out of turn. Costs one system call.
    virtual bool stale() = 0;
    /// While it is open; what it was when closed is in the loop's sum.
    virtual TcpCounters counters() = 0;
    /// No event follows.
    virtual void close() = 0;
};

ConnectionEnd connectionEnd(const boost::system::error_code& error);
Failure connectFailure(const boost::system::error_code& error);
/// Small writes leave at once.
void sendWithoutDelay(TcpSocket& socket);
/// Nothing where the socket is closed or the system does not tell.
TcpCounters countersOf(TcpSocket& socket);
/// Peeks at an idle socket: 0 bytes there, or closed, or something there.
enum class IdleState { Quiet, Closed, Speaks };
IdleState idleState(TcpSocket& socket);

/// The one that costs least here.
std::shared_ptr<Transport> makePlainTransport(WorkerLoop& loop, TransportEvents& events);
/// For any system.
std::shared_ptr<Transport> makeAsioTransport(WorkerLoop& loop, TransportEvents& events);
/// Linux only.
std::shared_ptr<Transport> makeEpollTransport(WorkerLoop& loop, TransportEvents& events);

}  // namespace sagebench
