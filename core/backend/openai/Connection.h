// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "backend/ActiveRequest.h"
#include "backend/openai/AnswerReader.h"
#include "backend/openai/Transport.h"

namespace sagebench {

class Connection;

/// What a connection tells its driver, from the loop. It may be retired but not destroyed in there.
class ConnectionOwner {
  public:
    virtual ~ConnectionOwner() = default;
    /// It is open; a request that it was given is sent after this.
    virtual void connectionOpened(Connection& connection) = 0;
    virtual void connectionFailed(Connection& connection, Failure failure) = 0;
    /// Its request's answer is done; reader() has the verdict.
    virtual void connectionAnswered(Connection& connection) = 0;
    /// It ended while it carried nothing, or before the first byte of an answer.
    virtual void connectionEnded(Connection& connection, const ConnectionEnd& end, Nanos at) = 0;
};

/// One connection and the request it carries, one at a time.
class Connection final : public TransportEvents {
  public:
    Connection(ConnectionOwner& owner, WorkerLoop& loop, StreamEventParser& parser)
        : owner_(owner), loop_(loop), reader_(parser) {}

    void open(std::shared_ptr<Transport> transport, const Endpoints& endpoints);
    void close();

    /// Sends the request now, or once open.
    void carry(ActiveRequest& request);
    ActiveRequest* request() { return request_; }
    /// The request is not this connection's any more.
    ActiveRequest* release();

    AnswerReader& reader() { return reader_; }
    /// The request was given to it when it had been open and idle: the server may have closed it
    /// meanwhile, which is nobody's failure.
    bool wasIdle() const { return wasIdle_; }
    /// Not open yet.
    bool opening() const { return state_ == State::Opening; }
    /// Open, and can carry another request after this one's answer.
    bool reusable() const { return state_ == State::Open && allWritten_ && reader_.keepAlive(); }
    /// For an idle one: the server has closed it.
    bool stale() { return state_ != State::Open || transport_->stale(); }
    /// Of its transport, while that is not closed.
    TcpCounters counters() const { return transport_ ? transport_->counters() : TcpCounters{}; }
    std::uint64_t answers() const { return answers_; }
    Nanos idleSince() const { return idleSince_; }

  private:
    enum class State : std::uint8_t { Opening, Open, Ended };

    void opened() override;
    void openFailed(Failure failure) override;
    void received(std::string_view bytes, ReceiveStamp stamp) override;
    void written() override;
    void ended(const ConnectionEnd& end, Nanos at) override;
    void send();

    ConnectionOwner& owner_;
    WorkerLoop& loop_;
    AnswerReader reader_;
    std::shared_ptr<Transport> transport_;
    ActiveRequest* request_ = nullptr;
    std::uint64_t answers_ = 0;
    Nanos openedAt_{};
    Nanos idleSince_{};
    State state_ = State::Opening;
    bool wasIdle_ = false;
    bool allWritten_ = false;
};

}  // namespace sagebench
