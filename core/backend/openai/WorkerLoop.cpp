// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/WorkerLoop.h"

#include <boost/asio/post.hpp>

namespace sagebench {

WorkerLoop::WorkerLoop(const SteadyClock& runClock)
    : kernelClock(runClock), clock_(runClock), work_(io.get_executor()), timer_(io) {}

void WorkerLoop::waitForOne(Nanos deadline) {
    armTimer(deadline);
    io.run_one();
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
            armedFor_ = kNever;
        }
    });
}

}  // namespace sagebench
