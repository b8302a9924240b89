// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace sagebench {

/// How many tokens each content chunk of one answer carries, from the running count that some
/// servers send with each (llama-server's timings_per_token, vLLM's continuous_usage_stats): what
/// was counted since the content chunk before, so that tokens held back go with the chunk that
/// brings them.
class ChunkTokens {
  public:
    void reset() { *this = ChunkTokens(); }

    /// Call for each content chunk, with the event's `count` so far. 0: unknown. A server that does
    /// not count from its first chunk on gives only the total at the end, which says nothing of one
    /// chunk.
    unsigned next(std::optional<std::int32_t> count) {
        if (first_) {
            counting_ = count.has_value();
            first_ = false;
        }
        if (!counting_ || !count) {
            counting_ = false;
            return 0;
        }
        const std::int32_t tokens = std::max(*count - counted_, 0);
        counted_ = std::max(*count, counted_);
        return static_cast<unsigned>(tokens);
    }
    bool counting() const { return counting_; }

  private:
    bool first_ = true;
    bool counting_ = false;
    std::int32_t counted_ = 0;
};

}  // namespace sagebench
