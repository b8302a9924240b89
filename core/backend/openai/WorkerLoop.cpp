// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/WorkerLoop.h"

#include <algorithm>
#include <boost/asio/post.hpp>

namespace sagebench {
namespace {

constexpr Nanos kTick = std::chrono::milliseconds(10);

}  // namespace

WorkerLoop::WorkerLoop(const SteadyClock& runClock)
    : kernelClock(runClock), clock_(runClock), work_(io.get_executor()), timer_(io) {}

void WorkerLoop::waitForOne(Nanos deadline) {
    armTimer(std::min(deadline, nextTick_));
    io.run_one();
}

void WorkerLoop::beginWatch() {
    nextTick_ = now() + kTick;
}

void WorkerLoop::wake() {
    if (!woken_.exchange(true)) {
        interrupt();
    }
}

void WorkerLoop::interrupt() {
    boost::asio::post(io, [] {});
}

/// epoll's own timeout is in whole milliseconds; a timer is precise. One that is due earlier stays.
void WorkerLoop::armTimer(Nanos deadline) {
    if (deadline >= armedFor_) {
        return;
    }
    armedFor_ = deadline;
    timer_.expires_at(clock_.t0() + deadline);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) {
            onTimer();
        }
    });
}

void WorkerLoop::onTimer() {
    armedFor_ = kNever;
    for (const Nanos at = now(); nextTick_ <= at; nextTick_ += kTick) {
        loopLag.add(at - nextTick_);
    }
}

}  // namespace sagebench
