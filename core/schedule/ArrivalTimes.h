// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "plan/Arrival.h"

namespace sagebench {

/// When the requests of an open loop are due, one after another, since zero: absolute times, so
/// that nothing drifts. Not for Closed and Trace. The same seed gives the same times.
class ArrivalTimes {
  public:
    ArrivalTimes(const ArrivalSpec& spec, std::uint64_t seed);
    ~ArrivalTimes();
    ArrivalTimes(ArrivalTimes&&) noexcept;
    /// Ascending. constant: k / rate for the k-th from 0. poisson: exponential gaps, the first too.
    /// gamma: gaps of shape `burstiness` and mean 1 / rate (as vLLM's --burstiness).
    Nanos next();

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sagebench
