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
    wait(std::min(deadline, nextTick_));
    noteTicks();
}

void WorkerLoop::beginWatch() {
    nextTick_ = now() + kTick;
}

void WorkerLoop::noteTicks() {
    for (const Nanos at = lastNow_; nextTick_ <= at; nextTick_ += kTick) {
        loopLag.add(at - nextTick_);
    }
}

void WorkerLoop::waitOnAsio(Nanos deadline) {
    armTimer(deadline);
    io.run_one();
    now();
}

#ifdef __linux__

void WorkerLoop::wait(Nanos deadline) {
    if (inAsio_.load(std::memory_order_relaxed) != (asioWork_ > 0)) {
        inAsio_ = asioWork_ > 0;
    }
    if (asioWork_ == 0) {
        using std::chrono::steady_clock;
        if (!sockets.runOne(deadline == kNever ? steady_clock::time_point::max()
                                               : clock_.t0() + deadline)) {
            now();
        }
    } else if (!sockets.takeInterrupt()) {  // else: it came before Asio could be told
        waitOnAsio(deadline);
    }
}

bool WorkerLoop::pollOne() {
    return asioWork_ == 0 ? sockets.pollOne() : io.poll_one() > 0;
}

void WorkerLoop::interrupt() {
    sockets.interrupt();
    if (inAsio_) {
        boost::asio::post(io, [] {});
    }
}

#else

void WorkerLoop::wait(Nanos deadline) {
    waitOnAsio(deadline);
}

bool WorkerLoop::pollOne() {
    return io.poll_one() > 0;
}

void WorkerLoop::interrupt() {
    boost::asio::post(io, [] {});
}

#endif

ReceiveStamp WorkerLoop::stampOf(const StampedRead& read, Nanos now, Nanos& last) {
    if (!read.kernelUnixNanos) {
        last = now;
        return {now, StampSource::User};
    }
    last = kernelClock.toRunTime(*read.kernelUnixNanos, now, last);
    readBacklog.add(now - last);
    return {last, StampSource::Kernel};
}

void WorkerLoop::wake() {
    if (!woken_.exchange(true)) {
        interrupt();
    }
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
            armedFor_ = kNever;
        }
    });
}

}  // namespace sagebench
