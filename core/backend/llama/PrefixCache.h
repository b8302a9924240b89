// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sagebench {

/// Finished sequences that are kept because a later prompt may begin like them. Knows their tokens
/// and their order of use; places and model are others' business.
class PrefixCache {
  public:
    struct Match {
        int sequence = -1;
        int tokens = 0;  ///< that both begin with
        bool operator==(const Match&) const = default;
    };

    /// The kept sequence that begins most like the prompt. The prompt's last token never counts: it
    /// must be processed to have an answer. Nothing in common: 0 tokens.
    Match longestMatch(std::span<const std::int32_t> prompt) const;
    /// It was used just now.
    void touch(int sequence);
    void keep(int sequence, std::vector<std::int32_t> tokens);
    void forget(int sequence);
    void clear() { kept_.clear(); }

    int count() const { return static_cast<int>(kept_.size()); }
    /// A kept sequence that says no more than this one does: it begins it, or is the same.
    std::optional<int> beginningOf(std::span<const std::int32_t> tokens) const;
    /// Used least recently, `spared` left out.
    std::optional<int> oldest(int spared = -1) const;

  private:
    struct Kept {
        int sequence;
        std::vector<std::int32_t> tokens;
    };
    std::vector<Kept> kept_;  // least recently used first
};

}  // namespace sagebench
