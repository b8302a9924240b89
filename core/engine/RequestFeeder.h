// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "backend/Session.h"
#include "engine/FollowingRequests.h"
#include "schedule/Schedule.h"
#include "workload/PromptSource.h"

namespace sagebench {

/// What is known of a request before it is sent.
void describe(const ScheduledRequest& spec, RequestRecord& record);

/// Makes requests on a thread of its own, so that workers only take and send: those that begin by
/// themselves in the schedule's order, a bounded number ahead of need; the later turns of
/// conversations as soon as their answers are there, before all others.
class RequestFeeder {
  public:
    /// All must outlive it. `ahead`: how many are kept ready.
    RequestFeeder(const Schedule& schedule, const PromptSource& prompts, const Session& session,
                  Phase phase, std::size_t ahead);
    ~RequestFeeder();

    /// Waits until `ahead` requests, or all there are, are ready.
    void waitUntilReady(std::stop_token stop);
    /// Any worker; never waits for one to be made. Empty: none is ready, or none is left.
    std::unique_ptr<ActiveRequest> tryTake();
    /// Takes it back as the next: its worker has no room for it, another may.
    void giveBack(std::unique_ptr<ActiveRequest> request);
    /// Takes the next without making it, for a request that is not sent any more. Empty: none is
    /// left, or (not exhausted()) one is just being made.
    std::optional<ScheduledRequest> takeUnmade();
    /// All that begin by themselves were taken, or no more can be made.
    bool exhausted() const;
    /// Asks for the turn after `spec`, due at `due`, with all that was said before; it is laid into
    /// `into`.
    void follow(const ScheduledRequest& spec, std::vector<ChatMessage> history, Nanos due,
                std::shared_ptr<FollowingRequests> into);
    /// What kept it from making more; after all workers have ended.
    std::optional<Error> error() const;

  private:
    struct Following {
        ScheduledRequest spec;
        std::vector<ChatMessage> history;
        Nanos due;
        std::shared_ptr<FollowingRequests> into;
    };

    void produce(const std::stop_token& stop);
    bool isLow() const;
    bool wantsMore();
    bool madeAll() const;
    bool nothingLeft() const;
    void makeFollowing(Following ask, std::unique_lock<std::mutex>& lock);
    void makeStart(std::unique_lock<std::mutex>& lock);
    Result<std::unique_ptr<ActiveRequest>> make(const ScheduledRequest& spec,
                                                std::span<const ChatMessage> history) const;

    const Schedule& schedule_;
    const PromptSource& prompts_;
    const Session& session_;
    Phase phase_;
    std::size_t ahead_;
    // Held for a push or a pop, when a request is sent; never where one is stamped.
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<std::unique_ptr<ActiveRequest>> ready_;
    std::deque<Following> following_;
    std::uint64_t begun_ = 0;  ///< positions that were made, or are being made
    std::uint64_t taken_ = 0;
    bool making_ = false;
    bool filling_ = true;
    std::optional<Error> error_;
    std::jthread thread_;
};

}  // namespace sagebench
