// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>
#include <utility>

#include "net/HostLookup.h"

namespace sagebench {
namespace {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

using Request = http::request<http::string_body>;
using TlsStream = ssl::stream<tcp::socket>;

constexpr std::uint64_t kMaxBody = 256u << 20;
constexpr std::uint32_t kMaxHead = 256u << 10;

/// How long a call may go on.
struct Limits {
    std::chrono::steady_clock::time_point deadline;
    std::stop_token stop;

    bool over() const {
        return stop.stop_requested() || std::chrono::steady_clock::now() >= deadline;
    }
    error_code reason() const {
        return stop.stop_requested() ? asio::error::operation_aborted : asio::error::timed_out;
    }
};

struct Failure {
    error_code error;
    std::string detail;       ///< in place of the code's own words
    bool connecting = false;  ///< the server was not reached
    bool nothingReceived = false;
};
template <class T>
using Tried = tl::expected<T, Failure>;

tl::unexpected<Failure> connectFailure(error_code ec, std::string detail = {}) {
    return tl::unexpected(Failure{ec, std::move(detail), true, false});
}

bool connectionWasLost(error_code ec) {
    return ec == http::error::end_of_stream || ec == asio::error::eof ||
           ec == asio::error::connection_reset || ec == asio::error::broken_pipe ||
           ec == asio::error::connection_aborted || ec == ssl::error::stream_truncated;
}

std::string tlsDetail(SSL* handle, error_code ec) {
    const long verified = SSL_get_verify_result(handle);
    if (verified != X509_V_OK) {
        return fmt::format(
            "the server's certificate is not accepted: {}; with --backend-option "
            "tls_verify=false it is not checked",
            X509_verify_cert_error_string(verified));
    }
    return fmt::format("TLS: {}; does the server speak https there?", ec.message());
}

}  // namespace

class HttpClient::Impl {
  public:
    Impl(Url base, Config config) : base_(std::move(base)), config_(std::move(config)) {}

    Result<HttpResponse> call(http::verb verb, const std::string& path, std::string body,
                              const std::stop_token& stop) {
        const Limits limits{std::chrono::steady_clock::now() + config_.timeout, stop};
        const std::stop_callback wake(stop, [this] { asio::post(io_, [] {}); });
        const Request request = makeRequest(verb, path, std::move(body));
        const bool reused = isOpen();
        auto response = exchange(request, limits);
        if (!response && reused && response.error().nothingReceived && !limits.over()) {
            response = exchange(request, limits);
        }
        if (!response) {
            return fail(kindOf(response.error()), describe(response.error(), path));
        }
        return std::move(*response);
    }

  private:
    Request makeRequest(http::verb verb, const std::string& path, std::string body) const {
        Request request(verb, path, 11);
        request.set(http::field::host, base_.authority());
        request.set(http::field::accept, "*/*");
        request.set(http::field::user_agent, "sagellm-benchmark");
        if (verb == http::verb::post) {
            request.set(http::field::content_type, "application/json");
            request.body() = std::move(body);
            request.prepare_payload();
        }
        for (const auto& [name, value] : config_.headers) {
            request.set(name, value);
        }
        return request;
    }

    bool isOpen() const { return socket_.has_value() || tls_.has_value(); }

    void close() {
        error_code ignored;
        if (tls_) {
            tls_->next_layer().close(ignored);
        } else if (socket_) {
            socket_->close(ignored);
        }
    }
    /// Only when no operation is under way.
    void forget() {
        close();
        tls_.reset();
        socket_.reset();
        tlsContext_.reset();
        buffer_.clear();
    }

    /// Runs one operation to its end; past the limits the connection is closed, which ends it.
    template <class Start>
    error_code await(const Limits& limits, Start start) {
        std::optional<error_code> result;
        start([&result](error_code ec, auto&&...) { result = ec; });
        io_.restart();
        while (!result && !limits.over()) {
            io_.run_one_until(limits.deadline);
        }
        if (result) {
            return *result;
        }
        close();
        while (!result) {
            io_.restart();
            io_.run_one();
        }
        return limits.reason();
    }

    Tried<void> connectTcp(const Limits& limits) {
        const HostLookup found = lookUpHost(base_.host, base_.port, limits.deadline, limits.stop);
        error_code ec = found.error;
        for (const tcp::endpoint& endpoint : found.endpoints) {
            socket_.emplace(io_);
            ec = await(limits, [&](auto done) { socket_->async_connect(endpoint, done); });
            if (!ec) {
                error_code ignored;
                socket_->set_option(tcp::no_delay(true), ignored);
                return {};
            }
        }
        socket_.reset();
        return connectFailure(ec);
    }

    Tried<void> startTls(const Limits& limits) {
        tlsContext_.emplace(ssl::context::tls_client);
        error_code ec;
        tlsContext_->set_default_verify_paths(ec);
        tls_.emplace(std::move(*socket_), *tlsContext_);
        socket_.reset();
        nameHost(tls_->native_handle());
        tls_->set_verify_mode(config_.tlsVerify ? ssl::verify_peer : ssl::verify_none, ec);
        ec = await(limits,
                   [&](auto done) { tls_->async_handshake(ssl::stream_base::client, done); });
        if (!ec) {
            return {};
        }
        return limits.over() ? connectFailure(ec)
                             : connectFailure(ec, tlsDetail(tls_->native_handle(), ec));
    }

    /// Whom we expect: the certificate must be made out to this name or address.
    void nameHost(SSL* handle) const {
        error_code notAnAddress;
        asio::ip::make_address(base_.host, notAnAddress);
        if (!notAnAddress) {
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(handle), base_.host.c_str());
            return;
        }
        SSL_set_tlsext_host_name(handle, base_.host.c_str());
        SSL_set1_host(handle, base_.host.c_str());
    }

    Tried<void> connect(const Limits& limits) {
        const auto reached = connectTcp(limits);
        return reached && base_.https ? startTls(limits) : reached;
    }

    Tried<HttpResponse> exchange(const Request& request, const Limits& limits) {
        if (!isOpen()) {
            if (auto connected = connect(limits); !connected) {
                forget();
                return tl::unexpected(connected.error());
            }
        }
        auto response =
            tls_ ? exchangeOn(*tls_, request, limits) : exchangeOn(*socket_, request, limits);
        if (!response || !keepAlive_) {
            forget();
        }
        return response;
    }

    template <class Stream>
    Tried<HttpResponse> exchangeOn(Stream& stream, const Request& request, const Limits& limits) {
        http::response_parser<http::string_body> parser;
        parser.body_limit(kMaxBody);
        parser.header_limit(kMaxHead);
        error_code ec = await(limits, [&](auto done) { http::async_write(stream, request, done); });
        // A server may answer and close before it has read everything: look for the answer first.
        if (!ec || connectionWasLost(ec)) {
            ec = await(limits, [&](auto done) { http::async_read(stream, buffer_, parser, done); });
        }
        if (ec) {
            const bool lost = !parser.got_some() && connectionWasLost(ec);
            return tl::unexpected(
                Failure{ec, lost ? "closed the connection without an answer" : "", false, lost});
        }
        keepAlive_ = parser.keep_alive();
        auto message = parser.release();
        return HttpResponse{static_cast<int>(message.result_int()),
                            std::string(message[http::field::content_type]),
                            std::move(message.body())};
    }

    static ErrorKind kindOf(const Failure& failure) {
        return failure.error == asio::error::operation_aborted ? ErrorKind::Cancelled
                                                               : ErrorKind::Unavailable;
    }

    std::string describe(const Failure& failure, const std::string& path) const {
        Url where = base_;
        where.path = failure.connecting ? "" : path;
        return fmt::format("{}: {}", where.toString(), causeOf(failure));
    }

    std::string causeOf(const Failure& failure) const {
        if (!failure.detail.empty()) {
            return failure.detail;
        }
        if (failure.error == asio::error::timed_out) {
            return fmt::format("no answer within {:g} s",
                               static_cast<double>(config_.timeout.count()) / 1000);
        }
        if (failure.error == asio::error::operation_aborted) {
            return "stopped";
        }
        if (failure.error == asio::error::connection_refused) {
            return "connection refused; is the server running?";
        }
        if (failure.error == asio::error::host_not_found ||
            failure.error == asio::error::host_not_found_try_again) {
            return "no such host; check the name in --base-url";
        }
        if (failure.error.category() ==
            http::make_error_code(http::error::end_of_stream).category()) {
            return fmt::format("not an HTTP answer ({})", failure.error.message());
        }
        return failure.error.message();
    }

    Url base_;
    Config config_;
    asio::io_context io_;
    std::optional<ssl::context> tlsContext_;
    std::optional<tcp::socket> socket_;
    std::optional<TlsStream> tls_;
    boost::beast::flat_buffer buffer_;
    bool keepAlive_ = false;
};

HttpClient::HttpClient(Url base, Config config)
    : impl_(std::make_unique<Impl>(std::move(base), std::move(config))) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

Result<HttpResponse> HttpClient::get(const std::string& path, const std::stop_token& stop) {
    return impl_->call(http::verb::get, path, {}, stop);
}

Result<HttpResponse> HttpClient::post(const std::string& path, std::string body,
                                      const std::stop_token& stop) {
    return impl_->call(http::verb::post, path, std::move(body), stop);
}

}  // namespace sagebench
