// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

namespace sagebench {

/// A token to be processed, at its place in a sequence.
struct BatchToken {
    std::int32_t token = 0;
    std::int32_t position = 0;  ///< in its sequence, from 0
    std::int32_t sequence = 0;
    bool output = false;  ///< its logits are wanted
};

/// Draws tokens for one request from what a model said.
class TokenSampler {
  public:
    virtual ~TokenSampler() = default;
    /// The token after the batch's `index`-th token, which had `output` set.
    virtual std::int32_t sample(int index) = 0;
};

/// A model with its memory of sequences (KV cache): what the engine that batches requests needs of
/// llama.cpp, and what its tests put in its place. One thread at a time, but for abort().
class TokenModel {
  public:
    enum class Decoded {
        Done,
        NoRoom,   ///< the memory has no place for the batch; nothing was kept of it
        Aborted,  ///< by abort(); of sequences in the batch only the tokens before it are sure
        Failed,
    };

    virtual ~TokenModel() = default;
    virtual bool endsText(std::int32_t token) const = 0;
    /// Blocks until the batch is processed. No longer than the engine's `batch`.
    virtual Decoded decode(std::span<const BatchToken> batch) = 0;
    /// From any thread: while true, decode() comes back soon with Aborted.
    virtual void setAborting(bool aborting) = 0;
    /// One float for each word of the vocabulary, for the batch's `index`-th token, which had
    /// `output` set. Valid until the next decode().
    virtual std::span<const float> logits(int index) = 0;
    /// nullptr: greedy, which the engine does itself from logits().
    virtual std::unique_ptr<TokenSampler> makeSampler(std::uint64_t seed) = 0;

    /// `to` (empty until now) begins with the first `tokens` tokens of `from`, without work.
    virtual void copyPrefix(int from, int to, int tokens) = 0;
    /// Forgets the sequence from this position on. False: this memory can't be cut there.
    virtual bool cut(int sequence, int position) = 0;
    virtual void remove(int sequence) = 0;
    virtual void clear() = 0;
};

}  // namespace sagebench
