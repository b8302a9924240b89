// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Url.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/AsciiCase.h"

namespace sagebench {
namespace {

constexpr std::string_view kExample = "http://127.0.0.1:8000 or https://host/path";

tl::unexpected<Error> badUrl(std::string_view text, std::string_view what) {
    return fail(ErrorKind::Usage,
                fmt::format("URL \"{}\": {}; expected: {}", text, what, kExample));
}

bool isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (asciiLower(c) >= 'a' && asciiLower(c) <= 'z');
}

bool startsWithNoCase(std::string_view text, std::string_view start) {
    return sameIgnoringCase(text.substr(0, start.size()), start);
}

bool isPlainHost(std::string_view host) {
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return isAlphanumeric(c) || c == '.' || c == '-' || c == '_';
    });
}

bool isIpv6(std::string_view host) {
    return host.find(':') != std::string_view::npos &&
           host.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

template <class Number>
std::optional<Number> wholeNumber(std::string_view text) {
    Number value{};
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    return ec == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                 : std::nullopt;
}

bool isIpv4Loopback(std::string_view host) {
    std::array<std::optional<std::uint8_t>, 4> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto dot = i + 1 < parts.size() ? host.find('.') : host.size();
        if (dot == std::string_view::npos) {
            return false;
        }
        parts[i] = wholeNumber<std::uint8_t>(host.substr(0, dot));
        host.remove_prefix(std::min(dot + 1, host.size()));
    }
    return parts[0] == 127 && parts[1] && parts[2] && parts[3];
}

void dropTrailingSlashes(std::string& path) {
    while (!path.empty() && path.back() == '/') {
        path.pop_back();
    }
}

/// "host", "host:port" or "[v6]:port" into its two parts; nothing when it is neither.
struct HostPort {
    std::string_view host;
    std::optional<std::string_view> port;
};
std::optional<HostPort> splitAuthority(std::string_view authority) {
    const bool bracketed = !authority.empty() && authority.front() == '[';
    const auto hostEnd = bracketed ? authority.find(']') : authority.find(':');
    if (bracketed && hostEnd == std::string_view::npos) {
        return std::nullopt;
    }
    HostPort parts{authority.substr(0, hostEnd), std::nullopt};
    std::string_view rest = authority.substr(parts.host.size());
    if (bracketed) {
        parts.host.remove_prefix(1);
        rest.remove_prefix(1);
    }
    if (!rest.empty()) {
        if (rest.front() != ':') {
            return std::nullopt;
        }
        parts.port = rest.substr(1);
    }
    const bool hostIsGood = bracketed ? isIpv6(parts.host) : isPlainHost(parts.host);
    return hostIsGood ? std::optional(parts) : std::nullopt;
}

}  // namespace

Result<Url> Url::parse(std::string_view text) {
    Url url;
    url.https = startsWithNoCase(text, "https://");
    if (!url.https && !startsWithNoCase(text, "http://")) {
        return badUrl(text, "does not start with http:// or https://");
    }
    const std::string_view rest = text.substr(url.https ? 8 : 7);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.find('@') != std::string_view::npos) {
        // Not shown: what stands before the @ may be a password.
        return fail(ErrorKind::Usage,
                    fmt::format("the URL holds a user or password; give the key with "
                                "--api-key-env or --api-key-file, and the URL as {}",
                                kExample));
    }
    const auto parts = splitAuthority(authority);
    if (!parts) {
        return badUrl(text,
                      "the host is not a name, an IPv4 address or an IPv6 address in brackets "
                      "([::1])");
    }
    url.host = asciiLowered(parts->host);
    const auto port = parts->port ? wholeNumber<std::uint16_t>(*parts->port)
                                  : std::optional<std::uint16_t>(url.https ? 443 : 80);
    if (!port || *port == 0) {
        return badUrl(text, "the port is not a number from 1 to 65535");
    }
    url.port = *port;
    url.path = rest.substr(authority.size());
    const auto isOdd = [](char c) { return c <= ' ' || c == '?' || c == '#' || c == 0x7f; };
    if (std::any_of(url.path.begin(), url.path.end(), isOdd)) {
        return badUrl(text, "a base URL has no spaces, '?' or '#'");
    }
    dropTrailingSlashes(url.path);
    return url;
}

std::string Url::toString() const {
    return fmt::format("{}://{}{}", https ? "https" : "http", authority(), path);
}

std::string Url::authority() const {
    const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == (https ? 443 : 80) ? shown : fmt::format("{}:{}", shown, port);
}

bool Url::isLoopback() const {
    return host == "localhost" || host == "::1" || host == "0:0:0:0:0:0:0:1" ||
           isIpv4Loopback(host);
}

Url withoutV1(Url url) {
    dropTrailingSlashes(url.path);
    if (url.path.ends_with("/v1")) {
        url.path.resize(url.path.size() - 3);
    }
    dropTrailingSlashes(url.path);
    return url;
}

}  // namespace sagebench
