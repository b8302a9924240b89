// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "backend/Session.h"
#include "backend/mock/FailurePlan.h"
#include "backend/mock/MockEngine.h"
#include "backend/mock/Pacer.h"

namespace sagebench {

/// Brings requests into the simulation at their scheduled time, and its events to their recorders:
/// one at a time, in order of time. A finish is told before any later event is handled, with
/// freedAt as the simulation's time of it, so that a successor arrives in the very moment.
class MockDriver final : public Driver {
  public:
    /// Engine, clock and events must outlive the driver; the pacer moves or follows this clock.
    MockDriver(MockEngine& engine, FailurePlan failures, std::uint64_t seed, const Clock& clock,
               std::unique_ptr<Pacer> pacer, DriverEvents& events);
    /// Takes out of the engine what is still in it.
    ~MockDriver() override;

    void prepare(int, std::stop_token) override {}
    void submit(ActiveRequest& request) override;
    void cancel(ActiveRequest& request, Outcome outcome, ErrorCategory category,
                const std::string& message) override;
    void runUntil(Nanos deadline) override;
    void wake() override { pacer_->wake(); }
    Nanos watchedTime() const override { return pacer_->watchedTime(); }
    const LagMeter* loopLag() const override { return pacer_->lag(); }

  private:
    struct Flight {
        ActiveRequest* request = nullptr;  // none: the handle is free
        std::uint32_t handle = 0;
        MockRequest asked;
        std::vector<std::int32_t> words;  // the prompt, where the request has no ids
    };

    MockRequest askFor(const ScheduledRequest& spec) const;
    bool deliver(const MockEvent& event, Nanos at);
    void deliverChunk(Flight& flight, const MockEvent& event, Nanos at);
    void deliverFailure(Flight& flight, const MockEvent& event, Nanos at);
    std::string messageOf(const Flight& flight, const MockEvent& event) const;
    static void noteUsage(Flight& flight, const MockProgress& progress);
    void complete(Flight& flight, Nanos at, Nanos freedAt);

    MockEngine& engine_;
    FailurePlan failures_;
    std::uint64_t seed_;
    const Clock& clock_;
    std::unique_ptr<Pacer> pacer_;
    DriverEvents& events_;
    std::deque<Flight> flights_;  // by the engine's handle; addresses stay
};

}  // namespace sagebench
