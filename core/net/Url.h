// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/Result.h"

namespace sagebench {

/// http or https URL of a server.
struct Url {
    bool https = false;
    std::string host;  ///< without the brackets of an IPv6 address
    std::uint16_t port = 80;
    std::string path;  ///< "" or "/…", without a trailing slash

    /// Errors (Usage): what is wrong with it, with an example.
    static Result<Url> parse(std::string_view text);
    /// "https://host:port/path", port left out where it is the default.
    std::string toString() const;
    /// "host" or "host:port", as in a Host header.
    std::string authority() const;
    /// 127.0.0.0/8, ::1 or localhost.
    bool isLoopback() const;

    bool operator==(const Url&) const = default;
};

/// A server's base URL with or without a trailing "/v1" and slashes, without it.
Url withoutV1(Url url);

}  // namespace sagebench
