// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/Time.h"

namespace sagebench {

/// One content-bearing chunk of an answer.
struct TokenEvent {
    Nanos at{};           ///< arrival, since t0
    unsigned tokens = 0;  ///< tokens it carries; 0: unknown

    bool operator==(const TokenEvent&) const = default;
};

/// The chunks of one request in eight bytes each: 48 bits of nanoseconds since its first chunk (78
/// hours), 16 bits of tokens.
class ChunkLog {
  public:
    /// From the first chunk to the last.
    static constexpr Nanos kLongest = std::chrono::hours(78);

    void reserve(std::size_t chunks) { packed_.reserve(chunks); }
    void append(Nanos at, unsigned tokens) {
        if (packed_.empty()) {
            first_ = at;
        }
        packed_.push_back(pack(at - first_, tokens));
    }

    /// All of them, so that the first is at that time.
    void moveTo(Nanos first) { first_ = first; }

    std::size_t size() const { return packed_.size(); }
    bool empty() const { return packed_.empty(); }
    TokenEvent operator[](std::size_t i) const { return unpack(packed_[i]); }
    TokenEvent front() const { return unpack(packed_.front()); }
    TokenEvent back() const { return unpack(packed_.back()); }
    /// Gives back what was reserved and not used.
    void shrink() { packed_.shrink_to_fit(); }

    bool operator==(const ChunkLog&) const = default;

  private:
    static constexpr int kTokenBits = 16;
    static constexpr std::uint64_t kTokenMask = (1u << kTokenBits) - 1;

    static std::uint64_t pack(Nanos since, unsigned tokens) {
        const auto ns = static_cast<std::uint64_t>(std::max<std::int64_t>(since.count(), 0));
        return ns << kTokenBits | std::min<std::uint64_t>(tokens, kTokenMask);
    }
    TokenEvent unpack(std::uint64_t packed) const {
        return {first_ + Nanos(static_cast<std::int64_t>(packed >> kTokenBits)),
                static_cast<unsigned>(packed & kTokenMask)};
    }

    Nanos first_{};
    std::vector<std::uint64_t> packed_;
};

}  // namespace sagebench
