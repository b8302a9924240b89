// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>

namespace sagebench {

/// Time since the run's time zero (t0), or a span of time. Integer nanoseconds.
using Nanos = std::chrono::nanoseconds;

inline constexpr Nanos kNever = Nanos::max();

constexpr double toMs(Nanos t) {
    return static_cast<double>(t.count()) / 1e6;
}
constexpr double toSeconds(Nanos t) {
    return static_cast<double>(t.count()) / 1e9;
}
constexpr Nanos fromMs(double ms) {
    return Nanos(static_cast<std::int64_t>(ms * 1e6));
}

/// A time since t0 that may be absent (not reached, not known). Eight bytes.
class Stamp {
  public:
    constexpr Stamp() = default;
    constexpr Stamp(Nanos t) : ns_(t.count()) {}  // NOLINT: a time is a stamp

    constexpr bool has() const { return ns_ != kAbsent; }
    constexpr explicit operator bool() const { return has(); }
    /// Valid only when has().
    constexpr Nanos get() const { return Nanos(ns_); }
    constexpr Nanos operator*() const { return get(); }
    constexpr Nanos valueOr(Nanos other) const { return has() ? get() : other; }

    friend constexpr bool operator==(Stamp, Stamp) = default;

  private:
    static constexpr std::int64_t kAbsent = std::numeric_limits<std::int64_t>::min();
    std::int64_t ns_ = kAbsent;
};

}  // namespace sagebench
