// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/Worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "base/ThreadTime.h"

namespace sagebench {
namespace {

/// How soon to look again when the feeder is behind.
constexpr Nanos kFeederPoll = std::chrono::microseconds(100);
/// More than this many reserved and unused chunk places are given back.
constexpr std::size_t kUnusedChunks = 16;

void giveBackUnused(RequestRecord& record) {
    const auto asked = static_cast<std::size_t>(record.outputTokensAsked.value_or(0));
    if (asked > record.chunks.size() + kUnusedChunks ||
        record.chunks.size() > asked + kUnusedChunks) {
        record.chunks.shrink();
    }
}

}  // namespace

Worker::Worker(const Config& config, RequestFeeder& feeder, Session& session)
    : config_(config), feeder_(feeder), clock_(session.clock()) {}

Worker::~Worker() {
    inFlight_.clear_and_dispose([](ActiveRequest* request) { delete request; });
}

Result<std::unique_ptr<Worker>> Worker::make(const Config& config, RequestFeeder& feeder,
                                             Session& session) {
    std::unique_ptr<Worker> worker(new Worker(config, feeder, session));
    auto driver = session.makeDriver(config.id, *worker);
    if (!driver) {
        return tl::unexpected(driver.error());
    }
    worker->driver_ = std::move(*driver);
    return worker;
}

void Worker::prepare(std::stop_token stop) {
    driver_->prepare(config_.slots, stop);
}

void Worker::run(Nanos zero, std::stop_token stop) {
    state_.zero = zero;
    state_.freeSlots.assign(static_cast<std::size_t>(config_.slots), zero);
    const std::stop_callback wakeUp(stop, [this] { driver_->wake(); });
    const Nanos wallStart = clock_.now();
    const auto cpuStart = threadCpuTime();
    loop(stop);
    const auto cpuEnd = threadCpuTime();
    const Nanos wall = clock_.now() - wallStart;
    if (cpuStart && cpuEnd && wall > Nanos::zero() && !clock_.isVirtual()) {
        const double worked = toSeconds(*cpuEnd - *cpuStart - driver_->watchedTime());
        busyFraction_ = std::clamp(worked / toSeconds(wall), 0.0, 1.0);
    }
}

void Worker::loop(std::stop_token stop) {
    while (!stop.stop_requested()) {
        submitDue();
        if (inFlight_.empty() && !next_ && feeder_.exhausted()) {
            return;
        }
        driver_->runUntil(nextDeadline());
        expire();
    }
    cancelAll();
}

void Worker::submitDue() {
    while (true) {
        if (!next_) {
            next_ = feeder_.tryTake();
        }
        // Virtual time must not pass while the feeder works.
        while (!next_ && clock_.isVirtual() && !feeder_.exhausted()) {
            std::this_thread::yield();
            next_ = feeder_.tryTake();
        }
        const auto due = next_ ? nextSendTime(state_, next_->spec.start) : std::nullopt;
        if (!due || *due > clock_.now()) {
            return;
        }
        submit(*due);
    }
}

void Worker::submit(Nanos scheduled) {
    ActiveRequest& request = *next_.release();
    takeSlot(state_, request.spec.start);
    request.record.scheduled = scheduled;
    request.record.worker = static_cast<std::uint32_t>(config_.id);
    request.deadline = clock_.now() + config_.timeout;
    request.recorder = std::make_unique<RequestRecorder>(request.record, live_, config_.keepTexts);
    inFlight_.push_back(request);
    driver_->submit(request);
}

Nanos Worker::nextDeadline() const {
    Nanos deadline = inFlight_.empty() ? kNever : inFlight_.front().deadline;
    if (next_) {
        deadline = std::min(deadline, nextSendTime(state_, next_->spec.start).value_or(kNever));
    } else if (!feeder_.exhausted() && !state_.freeSlots.empty()) {
        deadline = std::min(deadline, clock_.now() + kFeederPoll);
    }
    return deadline;
}

void Worker::expire() {
    while (!inFlight_.empty() && inFlight_.front().deadline <= clock_.now()) {
        driver_->cancel(
            inFlight_.front(), Outcome::Failed, ErrorCategory::Timeout,
            fmt::format("not finished within {:.6g} s (--timeout)", toSeconds(config_.timeout)));
    }
}

void Worker::cancelAll() {
    while (!inFlight_.empty()) {
        driver_->cancel(inFlight_.front(), Outcome::Cancelled, ErrorCategory::Cancelled,
                        "the run was stopped");
    }
}

void Worker::finished(ActiveRequest& request) {
    inFlight_.erase(inFlight_.iterator_to(request));
    const std::unique_ptr<ActiveRequest> owned(&request);
    if (std::holds_alternative<WhenSlotFree>(request.spec.start)) {
        state_.freeSlots.push_back(
            request.freedAt.valueOr(request.record.finished.valueOr(clock_.now())));
    }
    giveBackUnused(request.record);
    live_.write()->finished.push_back(std::move(request.record));
}

}  // namespace sagebench
