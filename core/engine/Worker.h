// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/intrusive/list.hpp>
#include <memory>
#include <optional>
#include <stop_token>

#include "backend/Session.h"
#include "engine/RequestFeeder.h"
#include "engine/SendPolicy.h"

namespace sagebench {

/// Sends requests when they are due and sees them end; one thread, one driver. The thin executor of
/// SendPolicy's decisions.
class Worker final : private DriverEvents {
  public:
    struct Config {
        int id = 0;
        int slots = 1;  ///< of the closed loop
        Nanos timeout{};
        bool keepTexts = false;
    };

    /// Feeder and session must outlive it. Errors (Run): the driver can't be made.
    static Result<std::unique_ptr<Worker>> make(const Config& config, RequestFeeder& feeder,
                                                Session& session);
    ~Worker() override;

    /// Opens connections. On the worker's thread, as run().
    void prepare(std::stop_token stop);
    /// Until all requests have ended, or stop was asked for and all were cancelled.
    void run(Nanos zero, std::stop_token stop);

    /// What happened since the last look; from the collector's thread.
    IntervalExchange<LiveInterval>& live() { return live_; }
    /// After run(): CPU time over wall time of run(), 0..1.
    std::optional<double> busyFraction() const { return busyFraction_; }
    const LatencyHistogram* readBacklog() const { return driver_->readBacklog(); }

  private:
    Worker(const Config& config, RequestFeeder& feeder, Session& session);

    void loop(std::stop_token stop);
    void submitDue();
    void submit(Nanos scheduled);
    void expire();
    void cancelAll();
    Nanos nextDeadline() const;
    void finished(ActiveRequest& request) override;

    Config config_;
    RequestFeeder& feeder_;
    Clock& clock_;
    std::unique_ptr<Driver> driver_;
    IntervalExchange<LiveInterval> live_;
    SendState state_;
    std::unique_ptr<ActiveRequest> next_;             ///< taken from the feeder, not yet due
    boost::intrusive::list<ActiveRequest> inFlight_;  ///< in the order of their deadlines
    std::optional<double> busyFraction_;
};

}  // namespace sagebench
