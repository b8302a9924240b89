// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "base/Clock.h"
#include "record/LagMeter.h"

namespace sagebench {

/// How the driver gets from one event of the simulation to the next.
class Pacer {
  public:
    virtual ~Pacer() = default;
    /// Until the clock shows `time` or later: what it shows. Absent: wake() was called since it was
    /// absent before.
    virtual Stamp waitUntil(Nanos time) = 0;
    /// From any thread.
    virtual void wake() = 0;
    /// CPU time spent waiting awake. From any thread.
    virtual Nanos watchedTime() const { return Nanos(0); }
    /// An event that was due comes this late. A wait that only had a deadline is no event: it may
    /// be one of long ago, so as not to wait at all.
    virtual void eventCame(Nanos) {}
    /// How late events came; nullptr: never.
    virtual const LagMeter* lag() const { return nullptr; }
};

/// Waits as time passes, to a few microseconds: asleep until shortly before, then watching the
/// clock.
class RealPacer final : public Pacer {
  public:
    /// `clock` must outlive the pacer.
    explicit RealPacer(const SteadyClock& clock) : clock_(clock) {}
    Stamp waitUntil(Nanos time) override;
    void wake() override;
    Nanos watchedTime() const override { return watched_.load(std::memory_order_relaxed); }
    void eventCame(Nanos late) override { lag_.add(late); }
    const LagMeter* lag() const override { return &lag_; }

  private:
    void sleepUntil(Nanos time);
    void watchUntil(Nanos now, Nanos time);

    const SteadyClock& clock_;
    std::mutex mutex_;
    std::condition_variable wakeUp_;
    std::atomic<bool> woken_{false};
    std::atomic<Nanos> watched_{Nanos(0)};  ///< written by one thread
    LagMeter lag_;
};

/// Sets a virtual clock and never waits. kNever, when nothing will come, leaves it as it is.
class VirtualPacer final : public Pacer {
  public:
    explicit VirtualPacer(VirtualClock& clock) : clock_(clock) {}
    Stamp waitUntil(Nanos time) override;
    void wake() override { woken_.store(true, std::memory_order_release); }

  private:
    VirtualClock& clock_;
    std::atomic<bool> woken_{false};
};

}  // namespace sagebench
