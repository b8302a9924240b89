// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/Worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace sagebench {
namespace {

/// How soon to look again when the feeder is behind.
constexpr Nanos kFeederPoll = std::chrono::microseconds(100);
/// So many are sent before answers have their turn: what waits unread for longer than a token's gap
/// can't be told apart any more.
constexpr int kSentInARow = 16;
/// More than this many reserved and unused chunk places are given back.
constexpr std::size_t kUnusedChunks = 16;

void giveBackUnused(RequestRecord& record) {
    const auto asked = static_cast<std::size_t>(record.outputTokensAsked.value_or(0));
    if (asked > record.chunks.size() + kUnusedChunks ||
        record.chunks.size() > asked + kUnusedChunks) {
        record.chunks.shrink();
    }
}

std::vector<ChatMessage> historyAfter(ActiveRequest& request) {
    std::vector<ChatMessage> history = std::move(request.prompt.history);
    history.push_back({"user", std::move(request.prompt.text)});
    history.push_back({"assistant", request.record.text});
    return history;
}

}  // namespace

Worker::Worker(Config config, RequestFeeder& feeder, Session& session)
    : config_(std::move(config)), feeder_(feeder), session_(session), clock_(session.clock()) {}

Worker::~Worker() {
    if (following_) {
        following_->close();
    }
    inFlight_.clear_and_dispose([](ActiveRequest* request) { delete request; });
}

Result<std::unique_ptr<Worker>> Worker::make(Config config, RequestFeeder& feeder,
                                             Session& session) {
    std::unique_ptr<Worker> worker(new Worker(std::move(config), feeder, session));
    auto driver = session.makeDriver(worker->config_.id, *worker);
    if (!driver) {
        return tl::unexpected(driver.error());
    }
    worker->driver_ = std::move(*driver);
    worker->following_ =
        std::make_shared<FollowingRequests>([driver = worker->driver_.get()] { driver->wake(); });
    return worker;
}

void Worker::prepare(std::stop_token stop) {
    driver_->prepare(config_.connections, stop);
    threadId_ = thisThreadId();
    begun_ = {clock_.now(), usageOfThisThread()};
}

void Worker::run(Nanos zero, std::stop_token stop) {
    state_ = beginSending(config_.slots, zero, config_.maxInFlight);
    const std::stop_callback wakeUp(stop, [this] { driver_->wake(); });
    driver_->beginWatch();
    loop(stop);
    following_->close();
    ended_ = {clock_.now(), usageOfThisThread()};
    hasEnded_.store(true, std::memory_order_release);
}

Worker::UsageAt Worker::usage() const {
    const auto now = clock_.now();
    const ThreadUsage live =
        hasEnded_.load(std::memory_order_acquire) ? ThreadUsage{} : usageOfThread(threadId_);
    if (live.cpu) {
        return {now, live};
    }
    return hasEnded_.load(std::memory_order_acquire) ? ended_ : begun_;
}

WorkerReading Worker::reading() const {
    const UsageAt used = usage();
    WorkerReading reading{.at = used.at,
                          .usage = used.usage,
                          .watched = driver_->watchedTime(),
                          .lateness = lateness_.read()};
    if (const LagMeter* lag = driver_->loopLag()) {
        reading.loopLag = lag->read();
    }
    if (const LagMeter* backlog = driver_->readBacklog()) {
        reading.readBacklog = backlog->read();
    }
    return reading;
}

void Worker::loop(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        takeFollowing();
        const bool more = submitDue();
        if (isDone()) {
            return;
        }
        driver_->runUntil(more ? Nanos::zero() : nextDeadline());
        expire(stop);
    }
    cancelAll("the run was stopped");
}

bool Worker::isDone() const {
    const bool noTurns = waitingTurns_.empty() && turnsBeingMade_ == 0;
    // A slot that is gone for good leaves its worker nothing to do.
    const bool noSlots = isClosedLoop() && state_.freeSlots.empty() && inFlight_.empty();
    const bool noStarts = sendingIsOver_ || noSlots || (!next_ && feeder_.exhausted());
    return inFlight_.empty() && noTurns && noStarts;
}

Nanos Worker::runTime(Nanos offset) const {
    return offset == kNever ? kNever : state_.zero + offset;
}

/// Virtual time must not pass while the feeder works.
void Worker::waitForFeeder() {
    std::this_thread::yield();
}

void Worker::takeFollowing() {
    do {
        for (auto& request : following_->take()) {
            --turnsBeingMade_;
            if (request) {
                const Nanos due = request->due;
                waitingTurns_.emplace(due, std::move(request));
            }
        }
    } while (turnsBeingMade_ > 0 && clock_.isVirtual() && (waitForFeeder(), true));
}

/// True: more may be due.
bool Worker::submitDue() {
    const Nanos now = clock_.now();
    int sent = 0;
    while ((sent < kSentInARow || clock_.isVirtual()) &&
           (submitFollowing(now) || submitStart(now))) {
        ++sent;
    }
    endSending(now);
    return sent >= kSentInARow && !clock_.isVirtual();
}

bool Worker::submitFollowing(Nanos now) {
    if (waitingTurns_.empty() || waitingTurns_.begin()->first > now || !hasRoom(state_)) {
        return false;
    }
    const auto first = waitingTurns_.begin();
    const Nanos due = first->first;
    auto request = std::move(first->second);
    waitingTurns_.erase(first);
    lateness_.add(latenessOf(state_, due, clock_.now()));
    submit(std::move(request), due);
    return true;
}

/// Whether this worker could send the next one: else it is another's.
bool Worker::mayTakeStart() const {
    return isClosedLoop() ? !state_.freeSlots.empty() : hasRoom(state_);
}

bool Worker::submitStart(Nanos now) {
    if (sendingIsOver_ || !mayTakeStart()) {
        if (next_ && !sendingIsOver_) {
            feeder_.giveBack(std::move(next_));
        }
        return false;
    }
    if (!next_) {
        next_ = feeder_.tryTake();
    }
    while (!next_ && clock_.isVirtual() && !feeder_.exhausted()) {
        waitForFeeder();
        next_ = feeder_.tryTake();
    }
    const auto due = next_ ? nextSendTime(state_, next_->spec.start) : std::nullopt;
    if (!due || *due > now || *due >= runTime(config_.times.sendUntil) ||
        !countsAgainstLimit(*due)) {
        return false;
    }
    takeSlot(state_, next_->spec.start);
    lateness_.add(latenessOf(state_, *due, clock_.now()));
    submit(std::move(next_), *due);
    return true;
}

/// False: all that are to be measured have begun.
bool Worker::countsAgainstLimit(Nanos due) {
    if (config_.measuredLeft && due - state_.zero >= config_.times.measuredFrom &&
        config_.measuredLeft->fetch_sub(1) <= 0) {
        sendingIsOver_ = true;
        return false;
    }
    return true;
}

void Worker::submit(std::unique_ptr<ActiveRequest> owned, Nanos scheduled) {
    ActiveRequest& request = *owned.release();
    enterPhase(request, scheduled);
    request.record.scheduled = scheduled;
    request.record.worker = static_cast<std::uint32_t>(config_.id);
    request.deadline = clock_.now() + config_.timeout;
    request.recorder = std::make_unique<RequestRecorder>(
        request.record, live_, config_.keepTexts || request.spec.hasFollowing());
    inFlight_.push_back(request);
    ++state_.inFlight;
    driver_->submit(request);
}

void Worker::enterPhase(ActiveRequest& request, Nanos scheduled) {
    if (config_.phase != Phase::Measured) {
        return;
    }
    request.record.phase = phaseAt(config_.times, scheduled - state_.zero);
    const bool afterWarmup = config_.times.measuredFrom > Nanos::zero();
    if (afterWarmup && request.record.phase == Phase::Measured && !std::exchange(counting_, true)) {
        session_.beginCounting();
    }
}

/// Nothing of a closed loop begins once its time is over. An open loop's schedule has its own end:
/// what was due before is still sent.
void Worker::endSending(Nanos now) {
    const Nanos end = runTime(config_.times.sendUntil);
    if (now < end) {
        return;
    }
    sendingIsOver_ = sendingIsOver_ || isClosedLoop();
    waitingTurns_.erase(waitingTurns_.lower_bound(end), waitingTurns_.end());
}

Nanos Worker::nextDeadline() const {
    Nanos deadline = inFlight_.empty() ? kNever : inFlight_.front().deadline;
    if (!inFlight_.empty()) {
        deadline = std::min(deadline, runTime(config_.times.endBy));
    }
    if (!waitingTurns_.empty() && hasRoom(state_)) {
        deadline = std::min(deadline, waitingTurns_.begin()->first);
    }
    if (sendingIsOver_) {
        return deadline;
    }
    if (isClosedLoop()) {
        deadline = std::min(deadline, runTime(config_.times.sendUntil));
    }
    if (next_) {
        deadline = std::min(deadline, nextSendTime(state_, next_->spec.start).value_or(kNever));
    } else if (mayTakeStart() && !feeder_.exhausted()) {
        deadline = std::min(deadline, clock_.now() + kFeederPoll);
    }
    return deadline;
}

void Worker::expire(const std::stop_token& stop) {
    while (!inFlight_.empty() && inFlight_.front().deadline <= clock_.now()) {
        driver_->cancel(
            inFlight_.front(), Outcome::Failed, ErrorCategory::Timeout,
            fmt::format("not finished within {:.6g} s (--timeout)", toSeconds(config_.timeout)));
    }
    if (clock_.now() >= runTime(config_.times.endBy)) {
        const std::string why =
            fmt::format("not finished {:.6g} s after the last request was due (--grace)",
                        toSeconds(config_.times.endBy - config_.times.sendUntil));
        cancelAll(why);
        tellOwed(why, stop);
    }
}

void Worker::cancelAll(const std::string& why) {
    while (!inFlight_.empty()) {
        driver_->cancel(inFlight_.front(), Outcome::Cancelled, ErrorCategory::Cancelled, why);
    }
    waitingTurns_.clear();
}

/// What an open loop with a cap has not sent yet: it was due, so it is told.
void Worker::tellOwed(const std::string& why, const std::stop_token& stop) {
    if (next_ && !isClosedLoop()) {
        feeder_.giveBack(std::move(next_));
    }
    while (!isClosedLoop() && !feeder_.exhausted() && !stop.stop_requested()) {
        const auto spec = feeder_.takeUnmade();
        if (!spec) {
            std::this_thread::yield();
            continue;
        }
        const Nanos offset = std::get<At>(spec->start).offset;
        RequestRecord record;
        describe(*spec, record);
        record.phase = phaseAt(config_.times, offset);
        record.worker = static_cast<std::uint32_t>(config_.id);
        record.scheduled = state_.zero + offset;
        record.outcome = Outcome::Cancelled;
        record.errorCategory = ErrorCategory::Cancelled;
        record.errorMessage = why;
        live_.write()->finished.push_back(std::move(record));
    }
    sendingIsOver_ = true;
}

void Worker::finished(ActiveRequest& request) {
    inFlight_.erase(inFlight_.iterator_to(request));
    requestEnded(state_, clock_.now());
    const std::unique_ptr<ActiveRequest> owned(&request);
    const Nanos freedAt = request.freedAt.valueOr(request.record.finished.valueOr(clock_.now()));
    continueConversation(request, freedAt);
    giveBackUnused(request.record);
    live_.write()->finished.push_back(std::move(request.record));
}

void Worker::continueConversation(ActiveRequest& request, Nanos freedAt) {
    const Nanos next = freedAt + config_.thinkTime;
    const bool goesOn = request.spec.hasFollowing() && request.record.outcome == Outcome::Ok &&
                        next < runTime(config_.times.sendUntil);
    if (goesOn) {
        ++turnsBeingMade_;
        feeder_.follow(request.spec, historyAfter(request), next, following_);
    } else if (request.record.outcome == Outcome::Failed) {
        turnsNotSent_ += static_cast<std::uint64_t>(request.spec.turns - request.spec.turn - 1);
    }
    if (!config_.keepTexts && request.spec.hasFollowing()) {
        request.record.text = std::string();
    }
    // A conversation keeps its slot to its end.
    if (!goesOn && request.spec.holdsSlot) {
        giveSlot(state_, next);
    }
}

}  // namespace sagebench
