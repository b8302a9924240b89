// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/MockDriver.h"

#include <fmt/format.h>

#include <utility>

#include "backend/mock/MockTokens.h"

namespace sagebench {

MockDriver::MockDriver(MockEngine& engine, FailurePlan failures, std::uint64_t seed,
                       const Clock& clock, std::unique_ptr<Pacer> pacer, DriverEvents& events)
    : engine_(engine),
      failures_(failures),
      seed_(seed),
      clock_(clock),
      pacer_(std::move(pacer)),
      events_(events) {}

MockDriver::~MockDriver() {
    for (const Flight& flight : flights_) {
        if (flight.request) {
            engine_.cancel(flight.handle, clock_.now());
        }
    }
}

void MockDriver::submit(ActiveRequest& request) {
    std::vector<std::int32_t> words;
    if (request.prompt.tokenIds.empty()) {
        words = mockTokensOf(request.prompt);
    }
    MockRequest asked = askFor(request.spec);
    asked.prompt = words.empty() ? std::span<const std::int32_t>(request.prompt.tokenIds) : words;
    const Nanos now = clock_.now();
    if (!asked.failure || asked.failure->kind != FailKind::Refused) {
        request.recorder->connected(now);
        request.recorder->sent(now);
        request.recorder->written(now);
    }
    const std::uint32_t handle = engine_.arrive(asked, request.record.scheduled.valueOr(now));
    if (handle >= flights_.size()) {
        flights_.resize(handle + 1);
    }
    flights_[handle] = {&request, handle, asked, std::move(words)};
    request.driverState = &flights_[handle];
}

void MockDriver::cancel(ActiveRequest& request, Outcome outcome, ErrorCategory category,
                        const std::string& message) {
    Flight& flight = *static_cast<Flight*>(request.driverState);
    const Nanos now = clock_.now();
    const MockProgress progress = engine_.cancel(flight.handle, now);
    request.record.outcome = outcome;
    request.record.errorCategory = category;
    request.record.errorMessage = message;
    noteUsage(flight, progress);
    complete(flight, now, engine_.now());
}

void MockDriver::runUntil(Nanos deadline) {
    bool ended = false;
    while (!ended) {
        const Nanos next = engine_.nextEventAt();
        if (next > deadline || next == kNever) {
            pacer_->waitUntil(deadline);
            return;
        }
        const Stamp at = pacer_->waitUntil(next);
        if (!at) {
            return;
        }
        pacer_->eventCame(*at - next);
        ended = deliver(engine_.step(), *at);
    }
}

MockRequest MockDriver::askFor(const ScheduledRequest& spec) const {
    MockRequest asked;
    asked.index = spec.index;
    asked.draws = hash64(spec.seed, spec.index);
    asked.outputTokens = spec.outputTokens;
    asked.failure = failures_.of(asked.draws, asked.outputTokens);
    return asked;
}

bool MockDriver::deliver(const MockEvent& event, Nanos at) {
    if (event.kind == MockEvent::Kind::Internal) {
        return false;
    }
    Flight& flight = flights_[event.request];
    if (event.kind == MockEvent::Kind::Failed) {
        deliverFailure(flight, event, at);
        return true;
    }
    deliverChunk(flight, event, at);
    if (event.kind == MockEvent::Kind::Chunk) {
        return false;
    }
    flight.request->record.outcome = Outcome::Ok;
    flight.request->record.finishReason = "length";
    noteUsage(flight, event.progress);
    complete(flight, at, event.at);
    return true;
}

void MockDriver::deliverChunk(Flight& flight, const MockEvent& event, Nanos at) {
    RequestRecorder& recorder = *flight.request->recorder;
    recorder.firstByte(at);
    recorder.chunk(at, static_cast<unsigned>(event.tokens), ContentKind::Text);
    if (!recorder.keepsText()) {
        return;
    }
    for (int i = event.progress.generated - event.tokens; i < event.progress.generated; ++i) {
        const std::string_view word = mockWord(seed_, flight.asked.draws, i).text;
        recorder.text(i == 0 ? word.substr(1) : word);
    }
}

void MockDriver::deliverFailure(Flight& flight, const MockEvent& event, Nanos at) {
    RequestRecord& record = flight.request->record;
    record.outcome = Outcome::Failed;
    record.errorCategory = categoryOf(event.failure);
    record.errorMessage = messageOf(flight, event);
    if (event.failure != FailKind::Refused) {
        flight.request->recorder->firstByte(at);
        noteUsage(flight, event.progress);
    }
    complete(flight, at, event.at);
}

std::string MockDriver::messageOf(const Flight& flight, const MockEvent& event) const {
    if (event.failure != FailKind::TooLarge) {
        return fmt::format("{} (injected by fail_rate)", describe(event.failure));
    }
    const PagedKvCache& cache = engine_.cache();
    const auto prompt = static_cast<std::int64_t>(flight.asked.prompt.size());
    const std::int64_t blocks = cache.blocksFor(prompt + flight.asked.outputTokens);
    return fmt::format(
        "{}: {} prompt and {} output tokens are {} blocks of {}, and it has {}; give "
        "the engine a higher kv_tokens",
        describe(event.failure), prompt, flight.asked.outputTokens, blocks, cache.blockTokens(),
        cache.capacityBlocks());
}

void MockDriver::noteUsage(Flight& flight, const MockProgress& progress) {
    RequestRecord& record = flight.request->record;
    record.promptTokens = static_cast<std::int32_t>(flight.asked.prompt.size());
    record.cachedTokens = progress.cachedTokens;
    record.outputTokens = progress.generated;
    record.tokenCountBasis = TokenCountBasis::Usage;
}

void MockDriver::complete(Flight& flight, Nanos at, Nanos freedAt) {
    ActiveRequest& request = *flight.request;
    request.record.finished = at;
    request.freedAt = freedAt;
    request.driverState = nullptr;
    flight.request = nullptr;
    events_.finished(request);
}

}  // namespace sagebench
