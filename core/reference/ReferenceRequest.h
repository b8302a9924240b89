// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sagebench {

enum class ReferenceRoute : std::uint8_t { Models, Chat, Completions, Unknown };

/// What the reference server takes from a request.
struct ReferenceRequest {
    ReferenceRoute route = ReferenceRoute::Unknown;
    std::string requestId;  ///< of X-Request-Id; empty: none
    bool stream = false;
    bool keepAlive = true;
    int tokens = 16;       ///< of the answer, at least 1
    int promptTokens = 0;  ///< words of the prompt, or the ids given
    std::string error;     ///< what is wrong with it; empty: nothing

    static constexpr int kMaxTokens = 1'000'000;
};

/// Bytes of the first request in `input`, head and body; 0 while it is not whole. Pure.
std::size_t wholeRequestSize(std::string_view input);

/// `whole` is one request, as long as wholeRequestSize() says. Pure.
ReferenceRequest readReferenceRequest(std::string_view whole);

}  // namespace sagebench
