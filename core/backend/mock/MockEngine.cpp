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
    request.running = false;
    request.progress = {};
    request.chain.clear();
    counters_.lateArrivals += at < now_;
    schedule(handle, std::max(at, now_), true);
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
    const MockEvent event = next.isArrival ? onArrival(next.request) : onToken(next.request);
    dropVoidEvents();
    return event;
}

MockProgress MockEngine::cancel(std::uint32_t handle, Nanos at) {
    now_ = std::max(now_, std::min(at, scheduledAt()));
    const MockProgress progress = requests_[handle].progress;
    end(handle);
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
    const auto ratio = [](std::int64_t part, std::int64_t whole) -> std::optional<double> {
        return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole))
                         : std::nullopt;
    };
    const auto used = static_cast<double>(cache_.peakUsedTokens());
    EngineFigures figures;
    figures.kvUsedTokens = used;
    figures.kvUsedBytes = used * static_cast<double>(options_.kvBytesPerToken);
    if (options_.prefixCache) {
        figures.prefixHitRate = ratio(counters_.cachedTokens, counters_.promptTokens);
    }
    figures.evictCount = static_cast<double>(counters_.evictedBlocks);
    figures.evictUnit = "blocks";
    figures.evictMs = toMs(counters_.evictedBlocks * options_.evictPerBlock);
    figures.specAcceptRate = ratio(counters_.accepted, counters_.drafted);
    figures.lateArrivals = static_cast<double>(counters_.lateArrivals);
    return figures;
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

void MockEngine::schedule(std::uint32_t handle, Nanos at, bool isArrival) {
    const Request& request = requests_[handle];
    events_.push({at, isArrival, request.asked.index, handle, request.generation});
}

MockEvent MockEngine::eventOf(MockEvent::Kind kind, std::uint32_t request, int tokens) const {
    return {now_, kind, request, tokens, requests_[request].progress, {}};
}

MockEvent MockEngine::onArrival(std::uint32_t handle) {
    const MockRequest& asked = requests_[handle].asked;
    if (asked.failure && asked.failure->kind == FailKind::Refused) {
        return failed(handle, FailKind::Refused);
    }
    const auto prompt = static_cast<std::int64_t>(asked.prompt.size());
    if (!cache_.couldHold(prompt + asked.outputTokens)) {
        return failed(handle, FailKind::TooLarge);
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
        return failed(handle, failure->kind);
    }
    const int tokens = generate(request);
    const bool fails = failure && request.progress.generated >= failure->afterTokens;
    if (!fails && request.progress.generated == request.asked.outputTokens) {
        return finish(handle, tokens);
    }
    if (!fails || failure->kind != FailKind::Stall) {
        const auto token = static_cast<std::uint64_t>(request.progress.generated);
        schedule(handle, now_ + jitter_.apply(options_.tbt, request.asked.draws, token), false);
    }
    return eventOf(MockEvent::Kind::Chunk, handle, tokens);
}

int MockEngine::generate(Request& request) {
    std::int32_t& generated = request.progress.generated;
    if (generated == 0) {
        cache_.publish(request.lease, request.chain.hashes());
        generated = 1;
        return 1;
    }
    const Speculation::Step step =
        speculation_.step(request.asked.draws, generated, request.asked.outputTokens);
    counters_.drafted += step.drafted;
    counters_.accepted += step.accepted;
    generated += step.tokens();
    return step.tokens();
}

MockEvent MockEngine::finish(std::uint32_t handle, int tokens) {
    const MockEvent event = eventOf(MockEvent::Kind::Finished, handle, tokens);
    end(handle);
    admitWaiting();
    return event;
}

MockEvent MockEngine::failed(std::uint32_t handle, FailKind kind) {
    MockEvent event = eventOf(MockEvent::Kind::Failed, handle, 0);
    event.failure = kind;
    end(handle);
    admitWaiting();
    return event;
}

void MockEngine::end(std::uint32_t handle) {
    Request& request = requests_[handle];
    if (request.running) {
        const int generated = request.progress.generated;
        for (int i = 0; i < generated && options_.prefixCache; ++i) {
            request.chain.add(mockWord(seed_, request.asked.draws, i).id, options_.kvBlockTokens);
        }
        if (generated > 0) {
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
    request.progress.cachedTokens = lease.cachedTokens;
    ++running_;
    counters_.promptTokens += prompt;
    counters_.cachedTokens += lease.cachedTokens;
    counters_.evictedBlocks += lease.evictedBlocks;
    schedule(handle, now_ + jitter_.apply(service, request.asked.draws, 0) + evictions, false);
    return true;
}

}  // namespace sagebench
