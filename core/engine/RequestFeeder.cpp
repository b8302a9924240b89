// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/RequestFeeder.h"

#include <algorithm>
#include <utility>

namespace sagebench {

void describe(const ScheduledRequest& spec, RequestRecord& record) {
    record.index = spec.index;
    record.outputTokensAsked = spec.outputTokens;
    // What a later turn will have depends on the answers before it.
    if (spec.promptTokens > 0 && spec.turn == 0) {
        record.promptTokensAsked = spec.promptTokens;
    }
    if (spec.turns > 1) {
        record.conversation = static_cast<std::int32_t>(spec.conversation);
        record.turn = spec.turn;
    }
}

RequestFeeder::RequestFeeder(const Schedule& schedule, const PromptSource& prompts,
                             const Session& session, Phase phase, std::size_t ahead)
    : schedule_(schedule),
      prompts_(prompts),
      session_(session),
      phase_(phase),
      ahead_(std::max<std::size_t>(ahead, 1)),
      thread_([this](const std::stop_token& stop) { produce(stop); }) {}

RequestFeeder::~RequestFeeder() {
    thread_.request_stop();
    thread_.join();
}

bool RequestFeeder::madeAll() const {
    return error_ || (schedule_.starts() && begun_ >= *schedule_.starts());
}

bool RequestFeeder::nothingLeft() const {
    return madeAll() && !making_ && ready_.empty();
}

bool RequestFeeder::isLow() const {
    return begun_ - taken_ <= ahead_ / 2;
}

/// From low to full in one go: on one core each change of threads costs as much as a request.
bool RequestFeeder::wantsMore() {
    filling_ = (filling_ || isLow()) && begun_ - taken_ < ahead_;
    return !following_.empty() || (!madeAll() && filling_);
}

void RequestFeeder::produce(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return wantsMore(); }) && !stop.stop_requested()) {
        if (following_.empty()) {
            makeStart(lock);
        } else {
            Following ask = std::move(following_.front());
            following_.pop_front();
            makeFollowing(std::move(ask), lock);
        }
    }
}

void RequestFeeder::makeStart(std::unique_lock<std::mutex>& lock) {
    const std::uint64_t position = begun_++;
    making_ = true;
    lock.unlock();
    auto request = make(schedule_.start(position), {});
    lock.lock();
    making_ = false;
    if (request) {
        ready_.push_back(std::move(*request));
    } else {
        error_ = request.error();
    }
    changed_.notify_all();
}

void RequestFeeder::makeFollowing(Following ask, std::unique_lock<std::mutex>& lock) {
    lock.unlock();
    auto request = make(schedule_.following(ask.spec), ask.history);
    if (request) {
        (*request)->due = ask.due;
    }
    ask.into->lay(request ? std::move(*request) : nullptr);
    lock.lock();
    if (!request) {
        error_ = request.error();
    }
}

Result<std::unique_ptr<ActiveRequest>> RequestFeeder::make(
    const ScheduledRequest& spec, std::span<const ChatMessage> history) const {
    auto prompt =
        prompts_.make({spec.index, spec.promptTokens, spec.seed, spec.row, spec.turn}, history);
    if (!prompt) {
        return tl::unexpected(prompt.error());
    }
    auto request = std::make_unique<ActiveRequest>();
    request->spec = spec;
    request->prompt = *std::move(prompt);
    request->payload = session_.encode(spec, request->prompt);
    describe(spec, request->record);
    request->record.phase = phase_;
    return request;
}

void RequestFeeder::waitUntilReady(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return !making_ && (begun_ >= ahead_ || madeAll()); });
}

std::unique_ptr<ActiveRequest> RequestFeeder::tryTake() {
    const std::lock_guard lock(mutex_);
    if (ready_.empty()) {
        return nullptr;
    }
    auto request = std::move(ready_.front());
    ready_.pop_front();
    ++taken_;
    if (!filling_ && isLow()) {
        changed_.notify_all();
    }
    return request;
}

bool RequestFeeder::exhausted() const {
    const std::lock_guard lock(mutex_);
    return nothingLeft();
}

void RequestFeeder::giveBack(std::unique_ptr<ActiveRequest> request) {
    const std::lock_guard lock(mutex_);
    ready_.push_front(std::move(request));
    --taken_;
}

std::optional<ScheduledRequest> RequestFeeder::takeUnmade() {
    const std::lock_guard lock(mutex_);
    if (ready_.empty() && (making_ || madeAll())) {
        return std::nullopt;
    }
    ++taken_;
    if (ready_.empty()) {
        return schedule_.start(begun_++);
    }
    const ScheduledRequest spec = ready_.front()->spec;
    ready_.pop_front();
    return spec;
}

void RequestFeeder::follow(const ScheduledRequest& spec, std::vector<ChatMessage> history,
                           Nanos due, std::shared_ptr<FollowingRequests> into) {
    const std::lock_guard lock(mutex_);
    following_.push_back({spec, std::move(history), due, std::move(into)});
    changed_.notify_all();
}

std::optional<Error> RequestFeeder::error() const {
    const std::lock_guard lock(mutex_);
    return error_;
}

}  // namespace sagebench
