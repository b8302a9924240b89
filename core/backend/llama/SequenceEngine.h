// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "backend/llama/TokenModel.h"
#include "base/Clock.h"
#include "record/EngineFigures.h"

namespace sagebench {

struct SequenceEngineConfig {
    int parallel = 1;        ///< requests that run at a time; the others queue
    int keptSequences = 0;   ///< finished sequences kept for equal prefixes; 0: no prefix cache
    int kvTokens = 0;        ///< tokens that the memory holds, of all sequences together
    int sequenceTokens = 0;  ///< of them, the most that one request can have; 0: all
    int batch = 2048;        ///< tokens of one decode() at most
    int promptShare = 512;   ///< of them prompt, while other requests are generating
    int speculate = 0;       ///< tokens drafted by prompt lookup a step; 0: none. Greedy only
    bool ignoreEos = true;   ///< an answer has all the tokens that were asked
    double kvBytesPerToken = 0;
};

struct SequenceRequest {
    std::uint64_t id = 0;  ///< the caller's, unused by any other request that is not over
    std::vector<std::int32_t> prompt;  ///< at least one token
    int outputTokens = 0;              ///< at least 1
    std::uint64_t samplerSeed = 0;
};

/// What happened to a request, stamped when it did.
struct SequenceEvent {
    enum class Kind : std::uint8_t { Tokens, Finished, Failed };
    std::uint64_t id = 0;
    Nanos at{};
    Kind kind = Kind::Tokens;
    bool endOfText = false;        ///< Finished: the model ended its answer itself
    std::uint32_t firstToken = 0;  ///< Tokens: where they stand in SequenceEvents::tokens
    std::uint32_t tokenCount = 0;
    std::int32_t cachedTokens = 0;  ///< of the prompt, taken from the prefix cache
};

/// In order of time.
struct SequenceEvents {
    std::vector<SequenceEvent> events;
    std::vector<std::int32_t> tokens;
    std::string error;  ///< of Failed
    bool empty() const { return events.empty(); }
    void clear() {
        events.clear();
        tokens.clear();
        error.clear();
    }
};

/// What the engine counted; sums since beginWindow().
struct SequenceCounters {
    std::int64_t promptTokens = 0;   ///< of requests that began
    std::int64_t reusedTokens = 0;   ///< of them, taken from the prefix cache
    std::int64_t prefillTokens = 0;  ///< processed as prompt
    std::int64_t decodeTokens = 0;   ///< generated
    Nanos prefillTime{};             ///< of steps that processed prompt, and nothing else
    Nanos decodeTime{};              ///< of steps that generated, and nothing else
    std::int64_t prefillOnlyTokens = 0;
    std::int64_t decodeOnlyTokens = 0;
    std::int64_t drafted = 0;
    std::int64_t accepted = 0;
    std::int64_t evictions = 0;  ///< kept sequences dropped to make room
    Nanos evictTime{};
    std::int64_t peakKvTokens = 0;
};

/// Continuous batching over a model, on a thread of its own: requests join and leave between two
/// decode() calls, prompts are processed in parts beside running answers, finished sequences are
/// kept for equal prefixes and dropped, least recently used first, when room is needed.
/// All calls may come from any thread; events go to one reader.
class SequenceEngine {
  public:
    /// Model and clock must outlive it. The model's memory is empty.
    SequenceEngine(TokenModel& model, const SequenceEngineConfig& config, const SteadyClock& clock);
    /// Drops what is under way.
    ~SequenceEngine();
    SequenceEngine(const SequenceEngine&) = delete;
    SequenceEngine& operator=(const SequenceEngine&) = delete;

    void submit(SequenceRequest request);
    /// No event of it is told any more, but for those that were not taken yet: they are returned.
    /// When nothing else is running a decode() is aborted.
    SequenceEvents drop(std::uint64_t id);
    /// Waits for events, the deadline or wake(); puts the events that there are into `out`, whose
    /// earlier content is overwritten.
    void take(SequenceEvents& out, Nanos deadline);
    void wake();

    /// Waits until nothing runs, then forgets every sequence: a fresh engine. No request is there.
    void reset();
    void beginWindow();
    SequenceCounters counters() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// What of the counters stands in the results.
EngineFigures figuresOf(const SequenceCounters& counters, const SequenceEngineConfig& config);

}  // namespace sagebench
