// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SequenceMemory.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "backend/llama/SequenceEngine.h"

namespace sagebench {

SequenceMemory::SequenceMemory(TokenModel& model, const SequenceEngineConfig& config,
                               const Clock& clock)
    : model_(model),
      clock_(clock),
      sequences_(config.parallel + config.keptSequences),
      mayKeep_(config.keptSequences),
      ledger_(config.kvTokens, sequences_) {
    freeAllSequences();
}

void SequenceMemory::freeAllSequences() {
    free_.resize(static_cast<std::size_t>(sequences_));
    std::iota(free_.begin(), free_.end(), 0);
}

std::optional<PrefixCache::Match> SequenceMemory::makeRoom(std::span<const std::int32_t> prompt,
                                                           int places, const Demand& demand) {
    // Whatever is kept can be given up, but for what the request itself reuses.
    const auto mostFree = [&](int spared) {
        std::vector<int> held = demand.sequences;
        if (spared >= 0) {
            held.push_back(spared);
        }
        return ledger_.capacity() - ledger_.heldBy(held) - demand.promised;
    };
    PrefixCache::Match match = cache_.longestMatch(prompt);
    if (match.tokens > 0 && mostFree(match.sequence) < places - match.tokens) {
        match = {};
    }
    if (match.tokens == 0 && mostFree(-1) < places) {
        return std::nullopt;
    }
    while (ledger_.free() - demand.promised < places - match.tokens) {
        evictOldest(match.sequence);
    }
    return match;
}

int SequenceMemory::begin(const PrefixCache::Match& match) {
    // Sequences beside each other are computed together: no gaps, then.
    const auto lowest = std::ranges::min_element(free_);
    const int sequence = *lowest;
    free_.erase(lowest);
    if (match.tokens > 0) {
        cache_.touch(match.sequence);
        model_.copyPrefix(match.sequence, sequence, match.tokens);
        ledger_.sharePrefix(match.sequence, sequence, match.tokens);
    }
    return sequence;
}

bool SequenceMemory::cut(int sequence, int length) {
    ledger_.cut(sequence, length);
    return model_.cut(sequence, length);
}

void SequenceMemory::release(int sequence) {
    model_.remove(sequence);
    ledger_.cut(sequence, 0);
    free_.push_back(sequence);
}

void SequenceMemory::keep(int sequence, std::vector<std::int32_t> tokens) {
    if (mayKeep_ == 0) {
        release(sequence);
        return;
    }
    while (const auto covered = cache_.beginningOf(tokens)) {
        drop(*covered);  // nothing is lost
    }
    if (cache_.count() >= mayKeep_) {
        evictOldest();
    }
    cache_.keep(sequence, std::move(tokens));
}

bool SequenceMemory::evictOldest(int spared) {
    const auto oldest = cache_.oldest(spared);
    if (!oldest) {
        return false;
    }
    const Nanos from = clock_.now();
    drop(*oldest);
    ++evictions_;
    evictTime_ += clock_.now() - from;
    return true;
}

void SequenceMemory::drop(int kept) {
    cache_.forget(kept);
    release(kept);
}

void SequenceMemory::clear() {
    model_.clear();
    ledger_.clear();
    cache_.clear();
    freeAllSequences();
}

void SequenceMemory::beginWindow() {
    evictions_ = 0;
    evictTime_ = {};
    ledger_.resetPeak();
}

}  // namespace sagebench
