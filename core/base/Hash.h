// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace sagebench {

/// splitmix64's finaliser (Steele, Lea & Flood, OOPSLA 2014): every bit of x moves every other.
constexpr std::uint64_t mix64(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// A draw that depends on what it is for, not on the order of draws.
template <class... Parts>
constexpr std::uint64_t hash64(std::uint64_t seed, Parts... parts) {
    std::uint64_t h = mix64(seed);
    ((h = mix64(h ^ static_cast<std::uint64_t>(parts))), ...);
    return h;
}

/// Uniform in [0, 1), 53 bits.
constexpr double unitInterval(std::uint64_t hash) {
    return static_cast<double>(hash >> 11) * 0x1.0p-53;
}

/// FNV-1a, for names. Stable over versions and machines.
constexpr std::uint64_t hashName(std::string_view text) {
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (char c : text) {
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return h;
}

}  // namespace sagebench
