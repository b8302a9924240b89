// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "backend/llama/KvLedger.h"
#include "backend/llama/PrefixCache.h"
#include "backend/llama/TokenModel.h"
#include "base/Clock.h"

namespace sagebench {

struct SequenceEngineConfig;

/// The model's memory of sequences with its bookkeeping: which are used by requests, which are kept
/// for equal prefixes, and what is given up when there is no room. One thread.
class SequenceMemory {
  public:
    /// Model and clock must outlive it. The model's memory is empty.
    SequenceMemory(TokenModel& model, const SequenceEngineConfig& config, const Clock& clock);

    /// What runs: its sequences, and the places that they will still take.
    struct Demand {
        std::vector<int> sequences;
        int promised = 0;
    };
    /// Makes room for a request of `places` places in all, by giving up kept sequences, least
    /// recently used first. The match is what of its prompt is there already; it is given up only
    /// where there is no other way. Nothing: there is no room while the others run.
    std::optional<PrefixCache::Match> makeRoom(std::span<const std::int32_t> prompt, int places,
                                               const Demand& demand);
    /// A sequence for a request, beginning with what was matched.
    int begin(const PrefixCache::Match& match);

    int length(int sequence) const { return ledger_.length(sequence); }
    /// The model has processed that many more tokens of it.
    void extend(int sequence, int tokens) { ledger_.extend(sequence, tokens); }
    /// Takes back all from there on. False: this memory can't be cut.
    bool cut(int sequence, int length);
    /// The request is over: its sequence is forgotten, or kept with its tokens where it may be.
    void release(int sequence);
    void keep(int sequence, std::vector<std::int32_t> tokens);
    /// False: there is none.
    bool evictOldest(int spared = -1);
    void clear();

    struct Counts {
        std::int64_t evictions = 0;
        Nanos evictTime{};
        int peakPlaces = 0;
    };
    Counts counts() const { return {evictions_, evictTime_, ledger_.peak()}; }
    void beginWindow();

  private:
    void drop(int kept);
    void freeAllSequences();

    TokenModel& model_;
    const Clock& clock_;
    int sequences_;
    int mayKeep_;
    KvLedger ledger_;
    PrefixCache cache_;
    std::vector<int> free_;
    std::int64_t evictions_ = 0;
    Nanos evictTime_{};
};

}  // namespace sagebench
