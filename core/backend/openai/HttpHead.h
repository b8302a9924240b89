// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace sagebench {

/// What the head of an HTTP/1.x response says, as far as reading its body needs it.
struct HttpHead {
    int status = 0;
    bool keepAlive = true;  ///< the server means to keep the connection open
    bool chunked = false;
    std::optional<std::uint64_t> contentLength;
    std::string contentType;      ///< lower case, without parameters
    std::string contentEncoding;  ///< lower case; empty: none
    std::string location;         ///< where a redirection points

    bool operator==(const HttpHead&) const = default;
};

/// `text` is the status line and the fields, with or without the empty line at the end. Lines may
/// end in LF alone. The error says what is wrong.
tl::expected<HttpHead, std::string> parseHttpHead(std::string_view text);

}  // namespace sagebench
