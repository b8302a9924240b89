// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SequenceScheduler.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "backend/llama/BatchPlan.h"
#include "backend/llama/PromptLookup.h"

namespace sagebench {
namespace {

using Decoded = TokenModel::Decoded;

std::string tooLarge(const SequenceRequest& request, int places) {
    return fmt::format(
        "{} prompt and {} output tokens have no room in a KV cache of {} tokens; give the engine a "
        "larger context",
        request.prompt.size(), request.outputTokens, places);
}

}  // namespace

SequenceScheduler::SequenceScheduler(TokenModel& model, const SequenceEngineConfig& config,
                                     const Clock& clock)
    : model_(model), config_(config), clock_(clock), memory_(model, config, clock) {}

bool SequenceScheduler::drop(std::uint64_t id) {
    if (std::erase_if(waiting_, [&](const SequenceRequest& r) { return r.id == id; }) > 0) {
        return true;
    }
    const auto it = std::ranges::find_if(
        running_, [&](const RunningPtr& r) { return r->id == id && !r->dropped; });
    if (it == running_.end()) {
        return false;
    }
    (*it)->dropped = true;
    return true;
}

bool SequenceScheduler::idle() const {
    return waiting_.empty() &&
           std::ranges::all_of(running_, [](const RunningPtr& r) { return r->dropped; });
}

/// Where each sequence has a memory of its own, llama.cpp computes those together whose numbers
/// follow on each other in the batch, and the others apart.
std::vector<std::size_t> SequenceScheduler::inOrderOfSequences(
    const std::vector<RunningPtr>& running) {
    std::vector<std::size_t> order(running.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return running[i]->sequence; });
    return order;
}

std::span<const BatchToken> SequenceScheduler::nextBatch(SequenceEvents& out) {
    removeDropped();
    admit(out);
    std::vector<BatchNeed> needs;
    for (const RunningPtr& r : running_) {
        draftFor(*r);
        const int left = static_cast<int>(r->tokens.size() + r->draft.size()) - processed(*r);
        needs.push_back({isGenerating(*r), left});
    }
    batch_.clear();
    parts_.clear();
    partOf_.clear();
    const std::vector<int> shares = planBatch(needs, config_.batch, config_.promptShare);
    for (const std::size_t i : inOrderOfSequences(running_)) {
        if (shares[i] > 0) {
            addPart(*running_[i], shares[i]);
        }
    }
    return batch_;
}

/// First come, first served: one that has no room yet holds those behind it.
void SequenceScheduler::admit(SequenceEvents& out) {
    while (!waiting_.empty() && static_cast<int>(running_.size()) < config_.parallel) {
        SequenceRequest& next = waiting_.front();
        if (const auto match = roomFor(next)) {
            begin(std::move(next), *match);
        } else if (running_.empty()) {
            out.error = tooLarge(next, placesOfOne());
            out.events.push_back(
                {.id = next.id, .at = clock_.now(), .kind = SequenceEvent::Kind::Failed});
        } else {
            return;
        }
        waiting_.pop_front();
    }
}

int SequenceScheduler::placesOfOne() const {
    return config_.sequenceTokens > 0 ? config_.sequenceTokens : config_.kvTokens;
}

/// For the whole request, so that none that runs is ever in need of it.
std::optional<PrefixCache::Match> SequenceScheduler::roomFor(const SequenceRequest& request) {
    const int places = static_cast<int>(request.prompt.size()) + request.outputTokens - 1;
    if (places > placesOfOne()) {
        return std::nullopt;
    }
    SequenceMemory::Demand demand;
    for (const RunningPtr& r : running_) {
        demand.sequences.push_back(r->sequence);
        demand.promised += r->placesInAll() - processed(*r);
    }
    return memory_.makeRoom(request.prompt, places, demand);
}

void SequenceScheduler::begin(SequenceRequest request, const PrefixCache::Match& match) {
    auto running = std::make_unique<Running>();
    running->id = request.id;
    running->sequence = memory_.begin(match);
    running->promptTokens = static_cast<int>(request.prompt.size());
    running->outputTokens = request.outputTokens;
    running->cachedTokens = match.tokens;
    running->tokens = std::move(request.prompt);
    running->sampler = model_.makeSampler(request.samplerSeed);
    counters_.promptTokens += running->promptTokens;
    counters_.reusedTokens += match.tokens;
    running_.push_back(std::move(running));
}

void SequenceScheduler::draftFor(Running& r) const {
    r.draft.clear();
    if (config_.speculate > 0 && isGenerating(r) && !r.sampler) {
        const int left = r.outputTokens - r.generated();
        const int room = config_.batch / config_.parallel;
        r.draft = draftByLookup(r.tokens, std::min({config_.speculate, left - 1, room - 1}));
    }
}

void SequenceScheduler::addPart(Running& r, int count) {
    const bool generating = isGenerating(r);
    const int from = processed(r);
    const int known = static_cast<int>(r.tokens.size());
    const int outputs = generating ? count : from + count == known ? 1 : 0;
    parts_.push_back(
        {static_cast<int>(batch_.size()), count, !generating, outputs, r.sampler.get()});
    partOf_.push_back(&r);
    for (int i = 0; i < count; ++i) {
        const int place = from + i;
        const std::int32_t token = place < known ? r.tokens[static_cast<std::size_t>(place)]
                                                 : r.draft[static_cast<std::size_t>(place - known)];
        batch_.push_back({token, place, r.sequence, i >= count - outputs});
    }
}

void SequenceScheduler::apply(const BatchOutcome& outcome, SequenceEvents& out) {
    if (outcome.decoded != Decoded::Done) {
        retryOrFail(outcome.decoded, out);
        return;
    }
    const std::int64_t generatedBefore = counters_.decodeTokens;
    std::span<const std::int32_t> chosen = outcome.chosen;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const auto outputs = static_cast<std::size_t>(parts_[i].outputs);
        advance(*partOf_[i], parts_[i], chosen.first(outputs), outcome.at[i], out);
        chosen = chosen.subspan(outputs);
    }
    std::erase_if(running_, [](const RunningPtr& r) { return r->sequence < 0; });
    countStep(outcome.took, counters_.decodeTokens - generatedBefore);
}

/// What was processed of an unfinished batch is taken back; it is tried again, with less kept where
/// there was no room.
void SequenceScheduler::retryOrFail(Decoded decoded, SequenceEvents& out) {
    if (decoded == Decoded::Failed) {
        return failAll("llama.cpp could not process a batch", out);
    }
    for (const Running* r : partOf_) {
        if (!r->dropped && !memory_.cut(r->sequence, processed(*r))) {
            return failAll("the model's memory can't go back to where it was", out);
        }
    }
    if (decoded == Decoded::NoRoom && !memory_.evictOldest()) {
        failAll("llama.cpp finds no room in its KV cache; give the engine a larger context", out);
    }
}

void SequenceScheduler::failAll(std::string error, SequenceEvents& out) {
    out.error = std::move(error);
    for (const RunningPtr& r : running_) {
        if (!r->dropped) {
            out.events.push_back({.id = r->id,
                                  .at = clock_.now(),
                                  .kind = SequenceEvent::Kind::Failed,
                                  .cachedTokens = r->cachedTokens});
        }
        memory_.release(r->sequence);
    }
    running_.clear();
}

void SequenceScheduler::advance(Running& r, const BatchPart& part,
                                std::span<const std::int32_t> chosen, Nanos at,
                                SequenceEvents& out) {
    memory_.extend(r.sequence, part.count);
    if (chosen.empty()) {
        return;
    }
    const int accepted = keepAccepted(r, chosen);
    const auto fresh = static_cast<std::size_t>(accepted) + 1;
    for (std::size_t i = 0; i < fresh; ++i) {
        r.tokens.push_back(chosen[i]);
    }
    counters_.decodeTokens += static_cast<std::int64_t>(fresh);
    if (r.dropped) {
        return;
    }
    if (tell(r, std::span(r.tokens).last(fresh), at, out)) {
        finish(r);
    }
}

/// Drafted tokens that the model would not have said are taken out of its memory.
int SequenceScheduler::keepAccepted(Running& r, std::span<const std::int32_t> chosen) {
    if (r.draft.empty()) {
        return 0;
    }
    const int drafted = static_cast<int>(r.draft.size());
    const int accepted = acceptedTokens(r.draft, chosen);
    counters_.drafted += drafted;
    counters_.accepted += accepted;
    if (accepted < drafted) {
        memory_.cut(r.sequence, processed(r) - (drafted - accepted));
    }
    return accepted;
}

/// True: it was the end of the answer.
bool SequenceScheduler::tell(Running& r, std::span<const std::int32_t> fresh, Nanos at,
                             SequenceEvents& out) {
    const auto end =
        config_.ignoreEos ? fresh.end() : std::ranges::find_if(fresh, [this](std::int32_t token) {
            return model_.endsText(token);
        });
    const bool endOfText = end != fresh.end();
    const auto said = static_cast<std::uint32_t>(end - fresh.begin()) + (endOfText ? 1U : 0U);
    SequenceEvent event{.id = r.id,
                        .at = at,
                        .kind = SequenceEvent::Kind::Tokens,
                        .firstToken = static_cast<std::uint32_t>(out.tokens.size()),
                        .tokenCount = said,
                        .cachedTokens = r.cachedTokens};
    out.tokens.insert(out.tokens.end(), fresh.begin(), fresh.begin() + said);
    out.events.push_back(event);
    const bool ended = endOfText || r.generated() >= r.outputTokens;
    if (ended) {
        event.kind = SequenceEvent::Kind::Finished;
        event.endOfText = endOfText;
        event.tokenCount = 0;
        out.events.push_back(event);
    }
    return ended;
}

void SequenceScheduler::removeDropped() {
    for (const RunningPtr& r : running_) {
        if (r->dropped) {
            memory_.release(r->sequence);
        }
    }
    std::erase_if(running_, [](const RunningPtr& r) { return r->dropped; });
}

/// Its sequence is kept or free again; it has none after that.
void SequenceScheduler::finish(Running& r) {
    r.tokens.resize(static_cast<std::size_t>(processed(r)));  // the last one never was
    memory_.keep(r.sequence, std::move(r.tokens));
    r.sequence = -1;
}

void SequenceScheduler::countStep(Nanos took, std::int64_t generated) {
    int prompt = 0;
    bool generating = false;
    for (const BatchPart& part : parts_) {
        prompt += part.isPrompt ? part.count : 0;
        generating = generating || !part.isPrompt;
    }
    counters_.prefillTokens += prompt;
    if (!generating) {
        counters_.prefillOnlyTokens += prompt;
        counters_.prefillTime += took;
    }
    if (prompt == 0) {
        counters_.decodeOnlyTokens += generated;
        counters_.decodeTime += took;
    }
}

void SequenceScheduler::reset() {
    running_.clear();
    memory_.clear();
}

void SequenceScheduler::beginWindow() {
    counters_ = {};
    memory_.beginWindow();
}

SequenceCounters SequenceScheduler::counters() const {
    SequenceCounters counters = counters_;
    const SequenceMemory::Counts memory = memory_.counts();
    counters.evictions = memory.evictions;
    counters.evictTime = memory.evictTime;
    counters.peakKvTokens = memory.peakPlaces;
    return counters;
}

std::int32_t greedyToken(std::span<const float> logits) {
    return static_cast<std::int32_t>(std::ranges::max_element(logits) - logits.begin());
}

void chooseTokens(TokenModel& model, std::span<const BatchPart> parts, const Clock& clock,
                  BatchOutcome& outcome) {
    for (const BatchPart& part : parts) {
        for (int i = part.first + part.count - part.outputs; i < part.first + part.count; ++i) {
            outcome.chosen.push_back(part.sampler ? part.sampler->sample(i)
                                                  : greedyToken(model.logits(i)));
        }
        outcome.at.push_back(clock.now());
    }
}

}  // namespace sagebench
