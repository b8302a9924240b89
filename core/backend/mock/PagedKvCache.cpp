// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/PagedKvCache.h"

#include <algorithm>

namespace sagebench {

PagedKvCache::PagedKvCache(std::int64_t capacityTokens, int blockTokens, bool prefixCache)
    : capacity_(capacityTokens / blockTokens),
      blockTokens_(blockTokens),
      prefixCache_(prefixCache) {}

bool PagedKvCache::acquire(std::span<const std::uint64_t> prompt, std::int64_t tokens,
                           Lease& lease) {
    lease.cachedTokens = lease.evictedBlocks = 0;
    const std::int64_t hitsUnused = findPrefix(prompt, lease);
    const auto hits = static_cast<std::int64_t>(lease.blocks.size());
    if (blocksFor(tokens) - hits > available() - hitsUnused) {
        lease.blocks.clear();
        return false;
    }
    lease.cachedTokens = static_cast<std::int32_t>(hits * blockTokens_);
    std::for_each(lease.blocks.begin(), lease.blocks.end(), [&](auto block) { reuse(block); });
    for (std::int64_t rest = tokens - lease.cachedTokens; rest > 0; rest -= blockTokens_) {
        lease.blocks.push_back(takeEmpty(lease));
        Block& block = at(lease.blocks.back());
        block = {};
        block.leases = 1;
        block.tokens = static_cast<std::int32_t>(std::min<std::int64_t>(rest, blockTokens_));
        count(block.tokens);
    }
    return true;
}

std::int64_t PagedKvCache::findPrefix(std::span<const std::uint64_t> prompt, Lease& lease) {
    lease.blocks.clear();
    std::int64_t unused = 0;
    for (std::uint64_t hash : prompt) {
        const auto hit = byHash_.find(hash);
        if (hit == byHash_.end()) {
            break;
        }
        unused += at(hit->second).leases == 0;
        lease.blocks.push_back(hit->second);
    }
    return unused;
}

void PagedKvCache::publish(const Lease& lease, std::span<const std::uint64_t> hashes) {
    const std::size_t known = std::min(hashes.size(), lease.blocks.size());
    for (std::size_t i = 0; prefixCache_ && i < known; ++i) {
        Block& block = at(lease.blocks[i]);
        // Another request may have computed the same tokens at the same time: one copy is kept.
        if (!block.cached && byHash_.emplace(hashes[i], lease.blocks[i]).second) {
            block.hash = hashes[i];
            block.cached = true;
        }
    }
}

void PagedKvCache::release(Lease& lease) {
    std::for_each(lease.blocks.rbegin(), lease.blocks.rend(), [&](auto block) { give(block); });
    lease.blocks.clear();
}

std::int64_t PagedKvCache::available() const {
    const auto touched = static_cast<std::int64_t>(blocks_.size());
    return capacity_ - touched + static_cast<std::int64_t>(empty_.size()) + unused_;
}

void PagedKvCache::reuse(std::int32_t block) {
    if (at(block).leases++ == 0) {
        unlink(block);
        count(at(block).tokens);
    }
}

std::int32_t PagedKvCache::takeEmpty(Lease& lease) {
    if (!empty_.empty()) {
        const std::int32_t block = empty_.back();
        empty_.pop_back();
        return block;
    }
    if (static_cast<std::int64_t>(blocks_.size()) < capacity_) {
        blocks_.emplace_back();
        return static_cast<std::int32_t>(blocks_.size() - 1);
    }
    ++lease.evictedBlocks;
    return evictOldest();
}

std::int32_t PagedKvCache::evictOldest() {
    const std::int32_t block = oldest_;
    unlink(block);
    byHash_.erase(at(block).hash);
    return block;
}

void PagedKvCache::give(std::int32_t block) {
    if (--at(block).leases > 0) {
        return;
    }
    count(-at(block).tokens);
    if (at(block).cached) {
        pushNewest(block);
    } else {
        empty_.push_back(block);
    }
}

void PagedKvCache::pushNewest(std::int32_t block) {
    at(block).older = newest_;
    at(block).newer = kNone;
    (newest_ == kNone ? oldest_ : at(newest_).newer) = block;
    newest_ = block;
    ++unused_;
}

void PagedKvCache::unlink(std::int32_t block) {
    const Block& b = at(block);
    (b.older == kNone ? oldest_ : at(b.older).newer) = b.newer;
    (b.newer == kNone ? newest_ : at(b.newer).older) = b.older;
    --unused_;
}

void PagedKvCache::count(std::int32_t tokens) {
    used_ += tokens;
    peak_ = std::max(peak_, used_);
}

}  // namespace sagebench
