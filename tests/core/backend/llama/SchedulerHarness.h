// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <numeric>
#include <utility>
#include <vector>

#include "FakeTokenModel.h"
#include "backend/llama/SequenceScheduler.h"

namespace sagebench::test {

/// `count` numbers from `first`.
inline Tokens numbers(int first, int count) {
    Tokens tokens(static_cast<std::size_t>(count));
    std::iota(tokens.begin(), tokens.end(), first);
    return tokens;
}

/// The scheduler with its model, run on the test's own thread.
class SchedulerHarness {
  public:
    explicit SchedulerHarness(const SequenceEngineConfig& config)
        : model(config.kvTokens), scheduler(model, config, clock_) {}

    void submit(std::uint64_t id, Tokens prompt, int outputTokens) {
        scheduler.submit({id, std::move(prompt), outputTokens, 0});
    }
    /// One decode(), if there is anything to do.
    bool step() {
        const auto batch = scheduler.nextBatch(events);
        if (batch.empty()) {
            return false;
        }
        BatchOutcome outcome;
        outcome.decoded = model.decode(batch);
        outcome.took = std::chrono::milliseconds(10);
        if (outcome.decoded == TokenModel::Decoded::Done) {
            chooseTokens(model, scheduler.parts(), clock_, outcome);
        }
        scheduler.apply(outcome, events);
        return true;
    }
    void runToTheEnd() {
        while (step()) {
        }
    }
    Tokens answerOf(std::uint64_t id) const {
        Tokens answer;
        for (const SequenceEvent& event : events.events) {
            for (std::uint32_t i = 0; event.id == id && i < event.tokenCount; ++i) {
                answer.push_back(events.tokens[event.firstToken + i]);
            }
        }
        return answer;
    }
    SequenceEvent::Kind lastOf(std::uint64_t id) const {
        SequenceEvent::Kind kind = SequenceEvent::Kind::Tokens;
        for (const SequenceEvent& event : events.events) {
            kind = event.id == id ? event.kind : kind;
        }
        return kind;
    }
    /// Tokens of each batch.
    std::vector<std::size_t> batchSizes() const {
        std::vector<std::size_t> sizes;
        for (const auto& batch : model.batches) {
            sizes.push_back(batch.size());
        }
        return sizes;
    }

    FakeTokenModel model;
    SequenceEvents events;

  private:
    VirtualClock clock_;

  public:
    SequenceScheduler scheduler;
};

inline SequenceEngineConfig plain(int parallel, int kvTokens = 1000) {
    SequenceEngineConfig config;
    config.parallel = parallel;
    config.kvTokens = kvTokens;
    return config;
}

inline SequenceEngineConfig withPrefixCache(int parallel, int kvTokens, int kept = 8) {
    SequenceEngineConfig config = plain(parallel, kvTokens);
    config.keptSequences = kept;
    return config;
}

}  // namespace sagebench::test
