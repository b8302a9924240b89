// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/Hash.h"

namespace sagebench {

/// The hashes of a sequence's full blocks, each chained to the block before: equal hashes mean
/// equal tokens from the start of the sequence up to the end of the block.
class BlockChain {
  public:
    void clear() {
        hashes_.clear();
        hash_ = kStart;
        filled_ = 0;
    }
    void add(std::int32_t token, int blockTokens) {
        hash_ = mix64(hash_ ^ static_cast<std::uint32_t>(token));
        if (++filled_ == blockTokens) {
            hashes_.push_back(hash_);
            filled_ = 0;
        }
    }
    void add(std::span<const std::int32_t> tokens, int blockTokens) {
        for (std::int32_t token : tokens) {
            add(token, blockTokens);
        }
    }
    std::span<const std::uint64_t> hashes() const { return hashes_; }

  private:
    static constexpr std::uint64_t kStart = 0x5a6e;

    std::vector<std::uint64_t> hashes_;
    std::uint64_t hash_ = kStart;
    int filled_ = 0;
};

}  // namespace sagebench
