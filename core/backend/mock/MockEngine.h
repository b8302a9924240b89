// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "backend/mock/BlockChain.h"
#include "backend/mock/EngineCounters.h"
#include "backend/mock/EventQueue.h"
#include "backend/mock/FailurePlan.h"
#include "backend/mock/Jitter.h"
#include "backend/mock/MockOptions.h"
#include "backend/mock/PagedKvCache.h"
#include "backend/mock/Speculation.h"

namespace sagebench {

/// What a request asks of the simulated engine.
struct MockRequest {
    std::uint64_t index = 0;               ///< decides between requests of the same time
    std::uint64_t draws = 0;               ///< its part in every draw: jitter, acceptance, words
    std::span<const std::int32_t> prompt;  ///< must stay until the request has ended
    int outputTokens = 1;
    std::optional<InjectedFailure> failure;
};

struct MockProgress {
    std::optional<std::int32_t> cachedTokens;  ///< of the prompt; absent: not admitted yet, or no prefix cache
    std::int32_t generated = 0;
    bool operator==(const MockProgress&) const = default;
};

struct MockEvent {
    enum class Kind {
        Internal,  ///< nothing that a client sees
        Chunk,
        Finished,  ///< the last chunk
        Failed,
    };
    Nanos at{};
    Kind kind = Kind::Internal;
    std::uint32_t request = 0;  ///< handle; void after Finished and Failed
    int tokens = 0;             ///< of the chunk; 0 where Failed
    MockProgress progress;
    FailKind failure = FailKind::Refused;  ///< where Failed
};

/// A serving engine as a discrete-event simulation: `slots` batch slots that don't slow each other,
/// a queue in order of arrival before them, a paged KV cache. A request is admitted when a slot and
/// all blocks that it will ever need are free; then its first token comes after ttft + prefill of
/// the uncached prompt tokens + evictions made for it, and each step after tbt. Knows no thread and
/// no clock; one thread at a time.
class MockEngine {
  public:
    MockEngine(const MockOptions& options, std::uint64_t seed);

    /// Arrives at `at`, or now() if that has passed (a late arrival). Returns its handle.
    std::uint32_t arrive(const MockRequest& request, Nanos at);
    /// kNever: nothing will happen by itself.
    Nanos nextEventAt() const;
    /// Handles the next event; there must be one.
    MockEvent step();
    /// Takes the request out at `at`, or as late before it as what is still to happen allows.
    MockProgress cancel(std::uint32_t request, Nanos at);

    /// Time of the last event.
    Nanos now() const { return now_; }
    const PagedKvCache& cache() const { return cache_; }
    /// Counters start from zero; the cache keeps its content.
    void beginWindow();
    EngineFigures figures() const;

  private:
    struct Request {
        MockRequest asked;
        bool running = false;
        bool ended = false;  // and still to be settled
        std::uint32_t generation = 0;
        MockProgress progress;
        BlockChain chain;
        PagedKvCache::Lease lease;
    };
    struct Waiting {
        std::uint32_t request;
        std::uint32_t generation;
    };

    Nanos scheduledAt() const;
    std::uint32_t newHandle();
    bool isVoid(std::uint32_t request, std::uint32_t generation) const;
    void dropVoidEvents();
    void schedule(std::uint32_t request, Nanos at, EventClass kind);
    MockEvent handle(const PendingEvent& event);
    MockEvent eventOf(MockEvent::Kind kind, std::uint32_t request, int tokens) const;
    MockEvent onArrival(std::uint32_t request);
    MockEvent onToken(std::uint32_t request);
    int generate(Request& request);
    MockEvent ending(std::uint32_t request, MockEvent::Kind kind, int tokens, FailKind failure);
    /// After the tokens of this time: what the request has computed can be shared, and what an
    /// ended one held is free.
    void settle(std::uint32_t request);
    void release(std::uint32_t request);
    void admitWaiting();
    bool admit(std::uint32_t request);

    MockOptions options_;
    std::uint64_t seed_;
    Jitter jitter_;
    Speculation speculation_;
    PagedKvCache cache_;
    Nanos now_{0};
    std::deque<Request> requests_;  // by handle
    std::vector<std::uint32_t> freeHandles_;
    EventQueue events_;
    std::deque<Waiting> waiting_;
    bool admissionDue_ = false;
    int running_ = 0;
    EngineCounters counters_;
};

}  // namespace sagebench
