// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/TlsTransport.h"

#include <fmt/format.h>
#include <openssl/x509v3.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace sagebench {
namespace {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using boost::system::error_code;

Failure handshakeFailure(SSL* handle, const error_code& error) {
    const long verified = SSL_get_verify_result(handle);
    if (verified != X509_V_OK && SSL_get_verify_mode(handle) != SSL_VERIFY_NONE) {
        return {ErrorCategory::Tls,
                fmt::format("the server's certificate is not accepted: {}; with --backend-option "
                            "tls_verify=false it is not checked",
                            X509_verify_cert_error_string(verified))};
    }
    if (error == asio::error::eof || error == ssl::error::stream_truncated) {
        return {ErrorCategory::Tls, "the server closed the connection within the TLS handshake"};
    }
    return {ErrorCategory::Tls, fmt::format("the TLS handshake failed: {}", error.message())};
}

class TlsTransport final : public Transport, public std::enable_shared_from_this<TlsTransport> {
  public:
    TlsTransport(WorkerLoop& loop, TransportEvents& events, TlsClient& client)
        : loop_(loop), work_(loop), events_(&events), stream_(loop.io, client.context()) {
        client.nameHost(stream_.native_handle());
    }

    void open(const Endpoints& endpoints) override {
        asio::async_connect(stream_.next_layer(), endpoints,
                            [self = shared_from_this()](error_code error, const auto&) {
                                self->onConnected(error);
                            });
    }

    void write(std::string_view bytes, Nanos) override {
        // The request may end, and take its bytes with it, before TLS has written all of them.
        const auto kept = std::make_shared<const std::string>(bytes);
        asio::async_write(stream_, asio::buffer(*kept),
                          [self = shared_from_this(), kept](error_code error, std::size_t) {
                              // A failure is told by the read side, after any answer.
                              if (self->events_ != nullptr && !error) {
                                  self->events_->written();
                              }
                          });
    }

    /// Session tickets may lie unread in an idle connection, so bytes say nothing.
    bool stale() override { return idleState(stream_.next_layer()) == IdleState::Closed; }

    TcpCounters counters() override { return countersOf(stream_.next_layer()); }

    void close() override {
        events_ = nullptr;
        loop_.closed.add(counters());
        error_code ignored;
        stream_.next_layer().close(ignored);
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
        sendWithoutDelay(stream_.next_layer());
        stream_.async_handshake(
            ssl::stream_base::client,
            [self = shared_from_this()](error_code ec) { self->onHandshake(ec); });
    }

    void onHandshake(const error_code& error) {
        if (events_ == nullptr) {
            return;
        }
        if (error) {
            events_->openFailed(handshakeFailure(stream_.native_handle(), error));
            return;
        }
        readSome();
        events_->opened();
    }

    void readSome() {
        stream_.async_read_some(asio::buffer(buffer_),
                                [self = shared_from_this()](error_code error, std::size_t bytes) {
                                    self->onRead(error, bytes);
                                });
    }

    void onRead(const error_code& error, std::size_t bytes) {
        if (events_ == nullptr) {
            return;
        }
        const Nanos now = loop_.now();
        if (error) {
            events_->ended(connectionEnd(error), now);
            return;
        }
        events_->received({buffer_.data(), bytes}, {now, StampSource::User});
        if (events_ != nullptr) {
            readSome();
        }
    }

    WorkerLoop& loop_;
    WorkerLoop::AsioWork work_;  // it always waits for something
    TransportEvents* events_;
    ssl::stream<TcpSocket> stream_;
    std::array<char, 16 * 1024> buffer_;  // a TLS record
};

}  // namespace

TlsClient::TlsClient(std::string host, bool verify)
    : context_(ssl::context::tls_client), host_(std::move(host)) {
    error_code ignored;
    context_.set_default_verify_paths(ignored);
    context_.set_verify_mode(verify ? ssl::verify_peer : ssl::verify_none, ignored);
    SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_2_VERSION);
}

void TlsClient::nameHost(SSL* handle) const {
    error_code notAnAddress;
    asio::ip::make_address(host_, notAnAddress);
    if (!notAnAddress) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(handle), host_.c_str());
        return;
    }
    SSL_set_tlsext_host_name(handle, host_.c_str());
    SSL_set1_host(handle, host_.c_str());
}

std::shared_ptr<Transport> makeTlsTransport(WorkerLoop& loop, TransportEvents& events,
                                            TlsClient& client) {
    return std::make_shared<TlsTransport>(loop, events, client);
}

}  // namespace sagebench
