// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace sagebench::test {

struct SslContextFree {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using SslContext = std::unique_ptr<SSL_CTX, SslContextFree>;

/// A TLS server's context with a fresh self-signed certificate, made out to `names` as in OpenSSL's
/// subjectAltName ("DNS:localhost,IP:127.0.0.1").
SslContext makeSelfSignedContext(const std::string& names);

/// The certificate of such a context as PEM, for a client that shall trust it.
std::string certificatePem(SSL_CTX* context);

}  // namespace sagebench::test
