// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/MockEngine.h"

#include <algorithm>

#include "backend/mock/MockTokens.h"

namespace sagebench {

MockEngine::MockEngine(const MockOptions& options, std::uint64_t seed)
    : options_(options),
      seed_(seed),
      jitter_(seed, options.jitter),
      speculation_(seed, options.specTokens, options.specAccept),
      cache_(options.kvTokens, options.kvBlockTokens, options.prefixCache) {}

std::uint32_t MockEngine::arrive(const MockRequest& asked, Nanos at) {
    const std::uint32_t handle = newHandle();
    Request& request = requests_[handle];
    request.asked = asked;
    request.asked.outputTokens = std::max(asked.outputTokens, 1);
    request.running = request.ended = false;
    request.progress = {};
    request.chain.clear();
    counters_.lateArrivals += at < now_;
    schedule(handle, std::max(at, now_), EventClass::Arrival);
    return handle;
}

Nanos MockEngine::nextEventAt() const {
    return admissionDue_ ? now_ : scheduledAt();
}

Nanos MockEngine::scheduledAt() const {
    return events_.empty() ? kNever : events_.top().at;
}

MockEvent MockEngine::step() {
    if (admissionDue_) {
        admitWaiting();
        return {now_, MockEvent::Kind::Internal, 0, 0, {}, {}};
    }
    const PendingEvent next = events_.top();
    events_.pop();
    now_ = next.at;
    const MockEvent event = handle(next);
    dropVoidEvents();
    return event;
}

MockProgress MockEngine::cancel(std::uint32_t handle, Nanos at) {
    now_ = std::max(now_, std::min(at, scheduledAt()));
    const MockProgress progress = requests_[handle].progress;
    release(handle);
    dropVoidEvents();
    // Those that wait come in with the next step: a cancelled run would only cancel them too.
    admissionDue_ = !waiting_.empty();
    return progress;
}

void MockEngine::beginWindow() {
    counters_ = {};
    cache_.resetPeak();
}

EngineFigures MockEngine::figures() const {
    return figuresOf(counters_, cache_.peakUsedTokens(), options_);
}

std::uint32_t MockEngine::newHandle() {
    if (freeHandles_.empty()) {
        requests_.emplace_back();
        return static_cast<std::uint32_t>(requests_.size() - 1);
    }
    const std::uint32_t handle = freeHandles_.back();
    freeHandles_.pop_back();
    return handle;
}

bool MockEngine::isVoid(std::uint32_t request, std::uint32_t generation) const {
    return requests_[request].generation != generation;
}

void MockEngine::dropVoidEvents() {
    while (!events_.empty() && isVoid(events_.top().request, events_.top().generation)) {
        events_.pop();
    }
}

void MockEngine::schedule(std::uint32_t handle, Nanos at, EventClass kind) {
    const Request& request = requests_[handle];
    const std::uint64_t order = PendingEvent::orderOf(kind, request.asked.index);
    events_.push({at, order, handle, request.generation});
}

MockEvent MockEngine::handle(const PendingEvent& event) {
    switch (event.kind()) {
        case EventClass::Token:
            return onToken(event.request);
        case EventClass::Settle:
            settle(event.request);
            return {now_, MockEvent::Kind::Internal, 0, 0, {}, {}};
        case EventClass::Arrival:
            break;
    }
    return onArrival(event.request);
}

MockEvent MockEngine::eventOf(MockEvent::Kind kind, std::uint32_t request, int tokens) const {
    return {now_, kind, request, tokens, requests_[request].progress, {}};
}

MockEvent MockEngine::onArrival(std::uint32_t handle) {
    const MockRequest& asked = requests_[handle].asked;
    if (asked.failure && asked.failure->kind == FailKind::Refused) {
        return ending(handle, MockEvent::Kind::Failed, 0, FailKind::Refused);
    }
    const auto prompt = static_cast<std::int64_t>(asked.prompt.size());
    if (!cache_.couldHold(prompt + asked.outputTokens)) {
        return ending(handle, MockEvent::Kind::Failed, 0, FailKind::TooLarge);
    }
    if (options_.prefixCache) {
        requests_[handle].chain.add(asked.prompt, options_.kvBlockTokens);
    }
    waiting_.push_back({handle, requests_[handle].generation});
    admitWaiting();
    return eventOf(MockEvent::Kind::Internal, handle, 0);
}

MockEvent MockEngine::onToken(std::uint32_t handle) {
    Request& request = requests_[handle];
    const auto& failure = request.asked.failure;
    if (failure && request.progress.generated >= failure->afterTokens) {
        return ending(handle, MockEvent::Kind::Failed, 0, failure->kind);
    }
    if (request.progress.generated == 0) {
        schedule(handle, now_, EventClass::Settle);
    }
    const int tokens = generate(request);
    const bool fails = failure && request.progress.generated >= failure->afterTokens;
    if (!fails && request.progress.generated == request.asked.outputTokens) {
        return ending(handle, MockEvent::Kind::Finished, tokens, {});
    }
    if (!fails || failure->kind != FailKind::Stall) {
        const auto token = static_cast<std::uint64_t>(request.progress.generated);
        const Nanos step = jitter_.apply(options_.tbt, request.asked.draws, token);
        schedule(handle, now_ + step, EventClass::Token);
    }
    return eventOf(MockEvent::Kind::Chunk, handle, tokens);
}

int MockEngine::generate(Request& request) {
    std::int32_t& generated = request.progress.generated;
    Speculation::Step step;
    if (generated > 0) {
        step = speculation_.step(request.asked.draws, generated, request.asked.outputTokens);
    }
    counters_.drafted += step.drafted;
    counters_.accepted += step.accepted;
    for (int i = 0; i < step.tokens() && options_.prefixCache; ++i) {
        const MockWord& word = mockWord(seed_, request.asked.draws, generated + i);
        request.chain.add(word.id, options_.kvBlockTokens);
    }
    generated += step.tokens();
    return step.tokens();
}

MockEvent MockEngine::ending(std::uint32_t handle, MockEvent::Kind kind, int tokens,
                             FailKind failure) {
    MockEvent event = eventOf(kind, handle, tokens);
    event.failure = failure;
    requests_[handle].ended = true;
    schedule(handle, now_, EventClass::Settle);
    return event;
}

void MockEngine::settle(std::uint32_t handle) {
    if (requests_[handle].ended) {
        release(handle);
        admitWaiting();
    } else {
        cache_.publish(requests_[handle].lease, requests_[handle].chain.hashes());
    }
}

void MockEngine::release(std::uint32_t handle) {
    Request& request = requests_[handle];
    if (request.running) {
        if (request.progress.generated > 0) {
            cache_.publish(request.lease, request.chain.hashes());
        }
        cache_.release(request.lease);
        --running_;
    }
    ++request.generation;
    freeHandles_.push_back(handle);
}

void MockEngine::admitWaiting() {
    admissionDue_ = false;
    while (!waiting_.empty()) {
        const Waiting first = waiting_.front();
        if (!isVoid(first.request, first.generation) && !admit(first.request)) {
            return;
        }
        waiting_.pop_front();
    }
}

bool MockEngine::admit(std::uint32_t handle) {
    Request& request = requests_[handle];
    const auto prompt = static_cast<std::int32_t>(request.asked.prompt.size());
    if (running_ == options_.slots ||
        !cache_.acquire(request.chain.hashes(), prompt + request.asked.outputTokens,
                        request.lease)) {
        return false;
    }
    const PagedKvCache::Lease& lease = request.lease;
    const Nanos service = options_.ttft + (prompt - lease.cachedTokens) * options_.prefillPerToken;
    const Nanos evictions = lease.evictedBlocks * options_.evictPerBlock;
    request.running = true;
    if (options_.prefixCache) {
        request.progress.cachedTokens = lease.cachedTokens;
    }
    ++running_;
    counters_.promptTokens += prompt;
    counters_.cachedTokens += lease.cachedTokens;
    counters_.evictedBlocks += lease.evictedBlocks;
    const Nanos first = now_ + jitter_.apply(service, request.asked.draws, 0) + evictions;
    schedule(handle, first, EventClass::Token);
    return true;
}

}  // namespace sagebench
