// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace sagebench {

/// A paged KV cache that keeps the blocks of ended requests for equal prefixes, and drops the least
/// recently used of them to make room. Knows nothing of time.
class PagedKvCache {
  public:
    /// capacityTokens >= blockTokens >= 1; a rest that makes no full block is not used.
    PagedKvCache(std::int64_t capacityTokens, int blockTokens, bool prefixCache);

    /// Blocks of one request, in order of its tokens; the first cachedTokens were there before.
    struct Lease {
        std::vector<std::int32_t> blocks;
        std::int32_t cachedTokens = 0;
        std::int32_t evictedBlocks = 0;
    };

    /// False: not even an empty cache could hold a request of so many tokens.
    bool couldHold(std::int64_t tokens) const { return blocksFor(tokens) <= capacity_; }
    /// Room for a request of `tokens` (prompt and answer), the blocks of its prompt that are cached
    /// among it. `prompt`: hashes of the prompt's full blocks. False: no room now, nothing has
    /// changed.
    bool acquire(std::span<const std::uint64_t> prompt, std::int64_t tokens, Lease& lease);
    /// The first blocks of the lease have been computed, and have these hashes.
    void publish(const Lease& lease, std::span<const std::uint64_t> hashes);
    /// Ends the lease. Published blocks stay cached; of one lease the last is dropped first.
    void release(Lease& lease);

    std::int64_t capacityBlocks() const { return capacity_; }
    int blockTokens() const { return blockTokens_; }
    std::int64_t blocksFor(std::int64_t tokens) const {
        return (tokens + blockTokens_ - 1) / blockTokens_;
    }
    /// Tokens that running requests hold, shared ones counted once.
    std::int64_t usedTokens() const { return used_; }
    std::int64_t peakUsedTokens() const { return peak_; }
    void resetPeak() { peak_ = used_; }

  private:
    static constexpr std::int32_t kNone = -1;
    struct Block {
        std::uint64_t hash = 0;
        std::int32_t leases = 0;
        std::int32_t tokens = 0;
        std::int32_t older = kNone;  // neighbours among the unused, while cached and not leased
        std::int32_t newer = kNone;
        bool cached = false;
    };

    Block& at(std::int32_t block) { return blocks_[static_cast<std::size_t>(block)]; }
    /// Puts the cached blocks of the prompt's start into the lease; returns how many are unused.
    std::int64_t findPrefix(std::span<const std::uint64_t> prompt, Lease& lease);
    std::int64_t available() const;
    void reuse(std::int32_t block);
    std::int32_t takeEmpty(Lease& lease);
    std::int32_t evictOldest();
    void give(std::int32_t block);
    void pushNewest(std::int32_t block);
    void unlink(std::int32_t block);
    void count(std::int32_t tokens);

    std::int64_t capacity_;
    int blockTokens_;
    bool prefixCache_;
    std::vector<Block> blocks_;  // those used so far; grows up to capacity_
    std::vector<std::int32_t> empty_;
    std::unordered_map<std::uint64_t, std::int32_t> byHash_;
    std::int32_t oldest_ = kNone;
    std::int32_t newest_ = kNone;
    std::int64_t unused_ = 0;  // cached and not leased
    std::int64_t used_ = 0;
    std::int64_t peak_ = 0;
};

}  // namespace sagebench
