// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plan/Arrival.h"

namespace sagebench {

/// Requests a second over time, and when how many are due. An arrival process of rate 1 whose
/// events are taken through timeOf() has this rate (time rescaling; Cox & Lewis 1966).
class RateCurve {
  public:
    /// The ramp, or the constant `rate` without one.
    RateCurve(double rate, LoadRamp ramp);
    /// Seconds since zero after which `events` (from 0) are due on average.
    double timeOf(double events) const;
    /// Requests a second at a time in seconds.
    double rateAt(double seconds) const;

  private:
    double alongLine(double events) const;
    double alongExponential(double events) const;
    double alongSteps(double events) const;

    double rate_;
    LoadRamp ramp_;
    double span_;
};

}  // namespace sagebench
