// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/Connection.h"

#include <utility>

namespace sagebench {

void Connection::open(std::shared_ptr<Transport> transport, const Endpoints& endpoints) {
    transport_ = std::move(transport);
    transport_->open(endpoints);
}

void Connection::close() {
    state_ = State::Ended;
    if (transport_) {
        transport_->close();
    }
}

void Connection::carry(ActiveRequest& request) {
    request_ = &request;
    request.driverState = this;
    wasIdle_ = state_ == State::Open;
    reader_.start(*request.recorder);
    if (wasIdle_) {
        send();
    }
}

ActiveRequest* Connection::release() {
    if (request_ != nullptr) {
        request_->driverState = nullptr;
    }
    idleSince_ = loop_.now();
    return std::exchange(request_, nullptr);
}

void Connection::opened() {
    owner_.connectionOpened(*this);
    state_ = State::Open;
    openedAt_ = idleSince_ = loop_.now();
    if (request_ != nullptr) {
        send();
    }
}

void Connection::openFailed(Failure failure) {
    owner_.connectionFailed(*this, std::move(failure));
}

void Connection::send() {
    allWritten_ = false;
    request_->recorder->connected(openedAt_);
    const Nanos now = loop_.now();
    request_->recorder->sent(now);
    transport_->write(request_->payload, now);
}

void Connection::written() {
    allWritten_ = true;
    if (request_ != nullptr) {
        request_->recorder->written(loop_.now());
    }
}

void Connection::received(std::string_view bytes, ReceiveStamp stamp) {
    if (request_ == nullptr) {
        owner_.connectionEnded(*this, {false, "spoke out of turn"}, stamp.at);
        return;
    }
    reader_.read(bytes, stamp);
    if (reader_.done()) {
        ++answers_;
        owner_.connectionAnswered(*this);
    }
}

void Connection::ended(const ConnectionEnd& end, Nanos at) {
    state_ = State::Ended;
    if (request_ == nullptr || !reader_.begun()) {
        owner_.connectionEnded(*this, end, at);
        return;
    }
    reader_.end(end, at);
    owner_.connectionAnswered(*this);
}

}  // namespace sagebench
