// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/Hash.h"

namespace sagebench {

/// What a draw of the simulation is for: draws for different things are independent.
enum class DrawFor : std::uint64_t { Jitter = 1, Acceptance, Failure, FailurePlace, Word };

/// A draw depends on the seed, the request and the token, never on the order of draws.
/// `request` is MockRequest::draws.
constexpr std::uint64_t draw(DrawFor purpose, std::uint64_t seed, std::uint64_t request,
                             std::uint64_t token) {
    return hash64(seed, purpose, request, token);
}

}  // namespace sagebench
