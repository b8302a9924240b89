// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/RequestFeeder.h"

#include <algorithm>
#include <utility>

namespace sagebench {

RequestFeeder::RequestFeeder(const Schedule& schedule, const PromptSource& prompts,
                             const Session& session, Phase phase, std::size_t ahead)
    : schedule_(schedule),
      prompts_(prompts),
      session_(session),
      phase_(phase),
      ahead_(std::max<std::size_t>(ahead, 1)),
      thread_([this](std::stop_token stop) { produce(stop); }) {}

RequestFeeder::~RequestFeeder() {
    thread_.request_stop();
    taken_.fetch_add(1, std::memory_order_release);
    taken_.notify_all();
    thread_.join();
}

void RequestFeeder::produce(std::stop_token stop) {
    for (const ScheduledRequest& spec : schedule_.requests) {
        std::size_t taken = taken_.load(std::memory_order_acquire);
        while (!stop.stop_requested() && made_.load(std::memory_order_relaxed) - taken >= ahead_) {
            taken_.wait(taken, std::memory_order_acquire);
            taken = taken_.load(std::memory_order_acquire);
        }
        if (stop.stop_requested()) {
            return;
        }
        auto request = make(spec);
        {
            const std::lock_guard lock(mutex_);
            ready_.push_back(std::move(request));
        }
        made_.fetch_add(1, std::memory_order_release);
        made_.notify_all();
    }
}

std::unique_ptr<ActiveRequest> RequestFeeder::make(const ScheduledRequest& spec) const {
    auto request = std::make_unique<ActiveRequest>();
    request->spec = spec;
    request->prompt = *prompts_.make({spec.index, spec.promptTokens, spec.seed}, {});
    request->payload = session_.encode(spec, request->prompt);
    request->record.index = spec.index;
    request->record.phase = phase_;
    request->record.promptTokensAsked = spec.promptTokens;
    request->record.outputTokensAsked = spec.outputTokens;
    return request;
}

void RequestFeeder::waitUntilReady(std::stop_token stop) const {
    const std::size_t wanted = std::min(ahead_, schedule_.requests.size());
    for (std::size_t made = made_.load(); made < wanted && !stop.stop_requested();
         made = made_.load()) {
        made_.wait(made);
    }
}

std::unique_ptr<ActiveRequest> RequestFeeder::tryTake() {
    std::unique_ptr<ActiveRequest> request;
    {
        const std::lock_guard lock(mutex_);
        if (ready_.empty()) {
            return nullptr;
        }
        request = std::move(ready_.front());
        ready_.pop_front();
    }
    taken_.fetch_add(1, std::memory_order_release);
    taken_.notify_one();
    return request;
}

}  // namespace sagebench
