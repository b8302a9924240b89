// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestCertificate.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace sagebench::test {

TestCertificate::TestCertificate(const std::string& subjectAltName)
    : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate_), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate_), 3600);
    X509_set_pubkey(certificate_, key_);
    const auto* name = reinterpret_cast<const unsigned char*>("sagebench test");
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate_), "CN", MBSTRING_ASC, name, -1,
                               -1, 0);
    X509_set_issuer_name(certificate_, X509_get_subject_name(certificate_));
    X509_EXTENSION* hosts =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, subjectAltName.c_str());
    X509_add_ext(certificate_, hosts, -1);
    X509_EXTENSION_free(hosts);
    X509_sign(certificate_, key_, EVP_sha256());
}

TestCertificate::~TestCertificate() {
    X509_free(certificate_);
    EVP_PKEY_free(key_);
}

std::string TestCertificate::pem() const {
    BIO* memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(memory, certificate_);
    char* text = nullptr;
    const long length = BIO_get_mem_data(memory, &text);
    std::string pem(text, static_cast<std::size_t>(length));
    BIO_free(memory);
    return pem;
}

}  // namespace sagebench::test
