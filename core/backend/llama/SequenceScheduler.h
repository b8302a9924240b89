// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "backend/llama/SequenceEngine.h"
#include "backend/llama/SequenceMemory.h"

namespace sagebench {

/// A run of a batch's tokens that belong to one request.
struct BatchPart {
    int first = 0;  ///< in the batch
    int count = 0;
    bool isPrompt = false;
    int outputs = 0;                  ///< of its last tokens the logits are wanted
    TokenSampler* sampler = nullptr;  ///< none: greedy
};

/// What a decode() made of a batch.
struct BatchOutcome {
    TokenModel::Decoded decoded = TokenModel::Decoded::Done;
    std::vector<std::int32_t> chosen;  ///< the model's token after each output, in their order
    std::vector<Nanos> at;             ///< when each part's were known
    Nanos took{};                      ///< the whole step
};

/// What runs next, and what came of it: all of the engine but its thread. Not thread-safe; between
/// nextBatch() and apply() only submit() and drop() may be called.
class SequenceScheduler {
  public:
    /// Model and clock must outlive it. The model's memory is empty.
    SequenceScheduler(TokenModel& model, const SequenceEngineConfig& config, const Clock& clock);

    void submit(SequenceRequest request) { waiting_.push_back(std::move(request)); }
    /// Nothing is told of it any more. False: there is no such request.
    bool drop(std::uint64_t id);
    /// Requests that are neither over nor dropped.
    bool idle() const;

    /// Lets requests join; the tokens to process next. None: there is nothing to do.
    std::span<const BatchToken> nextBatch(SequenceEvents& out);
    std::span<const BatchPart> parts() const { return parts_; }
    void apply(const BatchOutcome& outcome, SequenceEvents& out);

    /// Forgets all sequences. Nothing is running.
    void reset();
    void beginWindow();
    SequenceCounters counters() const;

  private:
    struct Running {
        std::uint64_t id = 0;
        bool dropped = false;
        int sequence = 0;
        int promptTokens = 0;
        int outputTokens = 0;  // asked
        int cachedTokens = 0;
        std::vector<std::int32_t> tokens;  // the prompt, then the answer
        std::vector<std::int32_t> draft;
        std::unique_ptr<TokenSampler> sampler;

        int generated() const { return static_cast<int>(tokens.size()) - promptTokens; }
        /// The last token of an answer is never processed.
        int placesInAll() const { return promptTokens + outputTokens - 1; }
    };
    using RunningPtr = std::unique_ptr<Running>;

    void admit(SequenceEvents& out);
    int placesOfOne() const;
    std::optional<PrefixCache::Match> roomFor(const SequenceRequest& request);
    void begin(SequenceRequest request, const PrefixCache::Match& match);

    int processed(const Running& r) const { return memory_.length(r.sequence); }
    bool isGenerating(const Running& r) const { return processed(r) >= r.promptTokens; }
    void draftFor(Running& r) const;
    void addPart(Running& r, int count);

    void removeDropped();
    void retryOrFail(TokenModel::Decoded decoded, SequenceEvents& out);
    void failAll(std::string error, SequenceEvents& out);
    void advance(Running& r, const BatchPart& part, std::span<const std::int32_t> chosen, Nanos at,
                 SequenceEvents& out);
    int keepAccepted(Running& r, std::span<const std::int32_t> chosen);
    bool tell(Running& r, std::span<const std::int32_t> fresh, Nanos at, SequenceEvents& out);
    void finish(Running& r);
    void countStep(Nanos took, std::int64_t generated);

    TokenModel& model_;
    SequenceEngineConfig config_;
    const Clock& clock_;
    SequenceMemory memory_;
    std::deque<SequenceRequest> waiting_;
    static std::vector<std::size_t> inOrderOfSequences(const std::vector<RunningPtr>& running);

    std::vector<RunningPtr> running_;  // in order of arrival
    std::vector<BatchToken> batch_;
    std::vector<BatchPart> parts_;
    std::vector<Running*> partOf_;  // parallel to parts_
    SequenceCounters counters_;
};

/// Tokens of the outputs of a batch that was just decoded, and when they were known.
void chooseTokens(TokenModel& model, std::span<const BatchPart> parts, const Clock& clock,
                  BatchOutcome& outcome);

/// The index of the greatest; the first of equals.
std::int32_t greedyToken(std::span<const float> logits);

}  // namespace sagebench
