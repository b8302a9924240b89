// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "backend/Session.h"
#include "schedule/Schedule.h"
#include "workload/PromptSource.h"

namespace sagebench {

/// Makes requests in the schedule's order on a thread of its own, a bounded number ahead of need,
/// so that workers only take and send.
class RequestFeeder {
  public:
    /// All must outlive it. `ahead`: how many are kept ready.
    RequestFeeder(const Schedule& schedule, const PromptSource& prompts, const Session& session,
                  Phase phase, std::size_t ahead);
    ~RequestFeeder();

    /// Waits until `ahead` requests, or all there are, are ready.
    void waitUntilReady(std::stop_token stop) const;
    /// Any worker; never waits. Empty: none is ready, or none is left.
    std::unique_ptr<ActiveRequest> tryTake();
    /// All were taken.
    bool exhausted() const {
        return taken_.load(std::memory_order_acquire) == schedule_.requests.size();
    }

  private:
    void produce(std::stop_token stop);
    std::unique_ptr<ActiveRequest> make(const ScheduledRequest& spec) const;

    const Schedule& schedule_;
    const PromptSource& prompts_;
    const Session& session_;
    Phase phase_;
    std::size_t ahead_;
    std::mutex
        mutex_;  // held for a push or a pop, when a request is sent; never where one is stamped
    std::deque<std::unique_ptr<ActiveRequest>> ready_;
    std::atomic<std::size_t> made_{0};
    std::atomic<std::size_t> taken_{0};
    std::jthread thread_;
};

}  // namespace sagebench
