// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "backend/openai/Transport.h"

namespace sagebench {

/// Whom a worker's TLS connections speak to, and how far they trust it.
class TlsClient {
  public:
    /// `verify`: the certificate must lead to one that the system trusts (or SSL_CERT_FILE) and be
    /// made out to `host`, a name or an address.
    TlsClient(std::string host, bool verify);

    boost::asio::ssl::context& context() { return context_; }
    /// Sets the expected names of one connection.
    void nameHost(SSL* handle) const;

  private:
    boost::asio::ssl::context context_;
    std::string host_;
};

/// Stamps are the reader's: the kernel's can't be told apart once TLS has put records together.
std::shared_ptr<Transport> makeTlsTransport(WorkerLoop& loop, TransportEvents& events,
                                            TlsClient& client);

}  // namespace sagebench
