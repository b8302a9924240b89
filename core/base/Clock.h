// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <optional>

#include "base/Time.h"

namespace sagebench {

/// The one clock of a run; every stamp is its time since t0. Safe from any thread.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Nanos now() const = 0;
    /// Unix time of t0 in nanoseconds, noted once.
    virtual std::int64_t t0UnixNanos() const = 0;
    /// std::chrono::steady_clock at t0, so that another process's stamps can be compared. Absent:
    /// the clock is another.
    virtual std::optional<std::int64_t> t0SteadyNanos() const { return std::nullopt; }
    /// True when time passes only by being set (nothing waits for it).
    virtual bool isVirtual() const { return false; }
};

/// std::chrono::steady_clock; t0 is the moment of construction.
class SteadyClock final : public Clock {
  public:
    SteadyClock();
    Nanos now() const override { return std::chrono::steady_clock::now() - t0_; }
    std::int64_t t0UnixNanos() const override { return t0Unix_; }
    std::optional<std::int64_t> t0SteadyNanos() const override {
        return std::chrono::duration_cast<Nanos>(t0_.time_since_epoch()).count();
    }
    std::chrono::steady_clock::time_point t0() const { return t0_; }

  private:
    std::chrono::steady_clock::time_point t0_;
    std::int64_t t0Unix_;
};

/// A clock that a simulation moves forward. t0 is the Unix epoch, so that results repeat exactly.
class VirtualClock final : public Clock {
  public:
    Nanos now() const override { return Nanos(now_.load(std::memory_order_relaxed)); }
    std::int64_t t0UnixNanos() const override { return 0; }
    bool isVirtual() const override { return true; }
    /// Never goes back: an earlier time is ignored.
    void advanceTo(Nanos t);

  private:
    std::atomic<std::int64_t> now_{0};
};

}  // namespace sagebench
