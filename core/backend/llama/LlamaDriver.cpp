// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaDriver.h"

#include <utility>

#include "base/Hash.h"

namespace sagebench {

LlamaDriver::LlamaDriver(SequenceEngine& engine, const Clock& clock, Config config,
                         DriverEvents& events)
    : engine_(engine), clock_(clock), config_(std::move(config)), events_(events) {}

LlamaDriver::~LlamaDriver() {
    for (const auto& [id, flight] : flights_) {
        engine_.drop(id);
    }
}

void LlamaDriver::submit(ActiveRequest& request) {
    const std::uint64_t id = nextId_++;
    SequenceRequest asked;
    asked.id = id;
    asked.prompt = request.prompt.tokenIds;
    asked.outputTokens = request.spec.outputTokens;
    asked.samplerSeed = hash64(request.spec.seed, request.spec.index);
    Flight flight;
    flight.request = &request;
    flight.promptTokens = static_cast<std::int32_t>(asked.prompt.size());
    flights_.emplace(id, flight);
    request.driverState = reinterpret_cast<void*>(static_cast<std::uintptr_t>(id));
    const Nanos now = clock_.now();
    request.recorder->connected(now);
    request.recorder->sent(now);
    request.recorder->written(now);
    engine_.submit(std::move(asked));
}

void LlamaDriver::cancel(ActiveRequest& request, Outcome outcome, ErrorCategory category,
                         const std::string& message) {
    const std::uint64_t id = reinterpret_cast<std::uintptr_t>(request.driverState);
    const SequenceEvents last = engine_.drop(id);
    for (const SequenceEvent& event : last.events) {
        if (event.kind == SequenceEvent::Kind::Tokens) {
            deliverTokens(flights_.at(id), event, last);
        }
    }
    request.record.outcome = outcome;
    request.record.errorCategory = category;
    request.record.errorMessage = message;
    complete(id, clock_.now());
}

void LlamaDriver::runUntil(Nanos deadline) {
    engine_.take(taken_, deadline);
    for (const SequenceEvent& event : taken_.events) {
        deliver(event);
    }
}

/// A request may be cancelled from inside, when another one's end is told: it is unknown then.
void LlamaDriver::deliver(const SequenceEvent& event) {
    const auto it = flights_.find(event.id);
    if (it == flights_.end()) {
        return;
    }
    Flight& flight = it->second;
    flight.began = true;
    flight.cachedTokens = event.cachedTokens;
    RequestRecord& record = flight.request->record;
    switch (event.kind) {
        case SequenceEvent::Kind::Tokens:
            deliverTokens(flight, event, taken_);
            return;
        case SequenceEvent::Kind::Finished:
            record.outcome = Outcome::Ok;
            record.finishReason = event.endOfText ? "stop" : "length";
            break;
        case SequenceEvent::Kind::Failed:
            record.outcome = Outcome::Failed;
            record.errorCategory = ErrorCategory::Engine;
            record.errorMessage = taken_.error;
            break;
    }
    complete(event.id, event.at);
}

void LlamaDriver::deliverTokens(Flight& flight, const SequenceEvent& event,
                                const SequenceEvents& events) {
    RequestRecorder& recorder = *flight.request->recorder;
    recorder.firstByte(event.at);
    recorder.chunk(event.at, event.tokenCount, ContentKind::Text);
    flight.generated += static_cast<std::int32_t>(event.tokenCount);
    for (std::uint32_t i = 0; recorder.keepsText() && i < event.tokenCount; ++i) {
        recorder.text(config_.pieceOf(events.tokens[event.firstToken + i]));
    }
}

void LlamaDriver::complete(std::uint64_t id, Nanos at) {
    const auto node = flights_.extract(id);
    const Flight& flight = node.mapped();
    ActiveRequest& request = *flight.request;
    RequestRecord& record = request.record;
    record.promptTokens = flight.promptTokens;
    if (flight.began && config_.keepsPrefixes) {
        record.cachedTokens = flight.cachedTokens;
    }
    record.outputTokens = flight.generated;
    record.tokenCountBasis = TokenCountBasis::Usage;
    record.finished = at;
    request.driverState = nullptr;
    events_.finished(request);
}

}  // namespace sagebench
