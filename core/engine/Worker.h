// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <boost/intrusive/list.hpp>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>

#include "backend/Session.h"
#include "engine/ClientReading.h"
#include "engine/RequestFeeder.h"
#include "engine/SendPolicy.h"
#include "record/LagMeter.h"

namespace sagebench {

/// Sends requests when they are due and sees them end; one thread, one driver. The thin executor of
/// SendPolicy's decisions.
class Worker final : private DriverEvents {
  public:
    struct Config {
        int id = 0;
        SlotPlan slots;                  ///< of the closed loop
        int connections = 1;             ///< to open before time zero
        std::optional<int> maxInFlight;  ///< of the open loop
        LoadTimes times;
        Nanos thinkTime{};
        Phase phase = Phase::Measured;
        Nanos timeout{};
        bool keepTexts = false;
        /// Of all workers: starts that may still be measured. Null: no limit.
        std::shared_ptr<std::atomic<std::int64_t>> measuredLeft;
    };

    /// Feeder and session must outlive it. Errors (Run): the driver can't be made.
    static Result<std::unique_ptr<Worker>> make(Config config, RequestFeeder& feeder,
                                                Session& session);
    ~Worker() override;

    /// Opens connections. On the worker's thread, as run().
    void prepare(std::stop_token stop);
    /// Until all requests have ended, their time is over, or stop was asked for and all were
    /// cancelled.
    void run(Nanos zero, std::stop_token stop);

    /// What happened since the last look; from the collector's thread.
    IntervalExchange<LiveInterval>& live() { return live_; }
    /// Counters of now, or of its end; from the collector's thread, after prepare().
    WorkerReading reading() const;
    /// After run().
    std::optional<TcpCounters> network() const { return driver_->network(); }
    /// After run(): turns that were not sent because an earlier one failed.
    std::uint64_t turnsNotSent() const { return turnsNotSent_; }

  private:
    struct UsageAt {
        Nanos at{};
        ThreadUsage usage{};
    };
    Worker(Config config, RequestFeeder& feeder, Session& session);

    void loop(const std::stop_token& stop);
    UsageAt usage() const;
    bool isDone() const;
    void takeFollowing();
    void waitForFeeder();
    bool submitDue();
    bool submitFollowing(Nanos now);
    bool submitStart(Nanos now);
    void submit(std::unique_ptr<ActiveRequest> request, Nanos scheduled);
    void enterPhase(ActiveRequest& request, Nanos scheduled);
    void endSending(Nanos now);
    bool mayTakeStart() const;
    bool countsAgainstLimit(Nanos due);
    void expire(const std::stop_token& stop);
    void cancelAll(const std::string& why);
    void tellOwed(const std::string& why, const std::stop_token& stop);
    bool isClosedLoop() const { return !config_.slots.opens.empty(); }
    Nanos nextDeadline() const;
    Nanos runTime(Nanos offset) const;
    void finished(ActiveRequest& request) override;
    void continueConversation(ActiveRequest& request, Nanos freedAt);

    Config config_;
    RequestFeeder& feeder_;
    Session& session_;
    Clock& clock_;
    std::unique_ptr<Driver> driver_;
    IntervalExchange<LiveInterval> live_;
    SendState state_;
    std::unique_ptr<ActiveRequest> next_;  ///< taken from the feeder, not yet due
    std::shared_ptr<FollowingRequests> following_;
    std::multimap<Nanos, std::unique_ptr<ActiveRequest>> waitingTurns_;  ///< made, by due time
    int turnsBeingMade_ = 0;
    boost::intrusive::list<ActiveRequest> inFlight_;  ///< in the order of their deadlines
    bool sendingIsOver_ = false;
    bool counting_ = false;  ///< the first measured request was sent
    LagMeter lateness_;      ///< from due, and let out by the cap, to handed over
    std::uint64_t turnsNotSent_ = 0;
    int threadId_ = 0;
    UsageAt begun_, ended_;  ///< where others can't look into a thread, this is all there is
    std::atomic<bool> hasEnded_{false};
};

}  // namespace sagebench
