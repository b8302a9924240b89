// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

struct evp_pkey_st;
struct x509_st;

namespace sagebench::test {

/// A key and a self-signed certificate for one host name, made in place.
class TestCertificate {
  public:
    /// `subjectAltName` as OpenSSL writes it: "DNS:localhost", "IP:127.0.0.1".
    explicit TestCertificate(const std::string& subjectAltName);
    ~TestCertificate();
    TestCertificate(const TestCertificate&) = delete;
    TestCertificate& operator=(const TestCertificate&) = delete;

    std::string pem() const;
    evp_pkey_st* key() const { return key_; }
    x509_st* certificate() const { return certificate_; }

  private:
    evp_pkey_st* key_;
    x509_st* certificate_;
};

}  // namespace sagebench::test
