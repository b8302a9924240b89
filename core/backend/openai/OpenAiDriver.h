// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "backend/openai/Connection.h"
#include "backend/openai/OpenAiTarget.h"
#include "backend/openai/ReusePolicy.h"
#include "backend/openai/ServerAddress.h"
#include "backend/openai/TlsTransport.h"

namespace sagebench {

/// One worker's loop and its connections to the server: idle ones are reused, last used first.
class OpenAiDriver final : public Driver, public ConnectionOwner {
  public:
    OpenAiDriver(OpenAiTarget target, const SteadyClock& clock, DriverEvents& events);
    ~OpenAiDriver() override;

    void prepare(int connections, std::stop_token stop) override;
    void submit(ActiveRequest& request) override;
    void cancel(ActiveRequest& request, Outcome outcome, ErrorCategory category,
                const std::string& message) override;
    void runUntil(Nanos deadline) override;
    void wake() override;
    void beginWatch() override { loop_.beginWatch(); }
    const LagMeter* readBacklog() const override { return &loop_.readBacklog; }
    const LagMeter* loopLag() const override { return &loop_.loopLag; }
    std::optional<TcpCounters> network() const override;

  private:
    void connectionOpened(Connection& connection) override;
    void connectionFailed(Connection& connection, Failure failure) override;
    void connectionAnswered(Connection& connection) override;
    void connectionEnded(Connection& connection, const ConnectionEnd& end, Nanos at) override;

    Connection& openConnection();
    void start(Connection& connection);
    void onAddress(const boost::system::error_code& error);
    Connection* takeIdle();
    void sendOnceMore(Connection& connection, Nanos at);
    void dropIdle(Connection& connection, Nanos at);
    void retire(Connection& connection);
    void finish(Connection& connection);
    void fail(ActiveRequest& request, const Failure& failure);
    void deliver(ActiveRequest& request);

    const OpenAiTarget target_;
    DriverEvents& events_;
    std::string where_;  ///< host:port, for messages
    WorkerLoop loop_;
    StreamEventParser parser_;
    std::unique_ptr<TlsClient> tls_;
    ServerAddress address_;
    ReusePolicy reuse_;
    std::unordered_map<Connection*, std::unique_ptr<Connection>> connections_;
    std::vector<Connection*> unresolved_;               ///< wait for the server's address
    std::vector<Connection*> idle_;                     ///< last used last
    std::vector<std::unique_ptr<Connection>> retired_;  ///< gone, once their handler has returned
    std::size_t opening_ = 0;
    bool finishedOne_ = false;
};

}  // namespace sagebench
