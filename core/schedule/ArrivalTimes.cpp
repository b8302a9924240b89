// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/ArrivalTimes.h"

#include <boost/random/gamma_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <cmath>

#include "base/Hash.h"
#include "schedule/RateCurve.h"

namespace sagebench {

// Boost's distributions give the same draws on every platform; those of <random> do not.
class ArrivalTimes::Impl {
  public:
    Impl(const ArrivalSpec& spec, std::uint64_t seed)
        : spec_(spec),
          curve_(spec.rate, spec.ramp),
          engine_(mix64(seed)),
          gaps_(shapeOf(spec), 1 / shapeOf(spec)) {}

    Nanos next() {
        if (spec_.process == ArrivalProcess::Constant) {
            events_ = static_cast<double>(count_++);
        } else {
            events_ += gaps_(engine_);
        }
        const Nanos at(std::llround(curve_.timeOf(events_) * 1e9));
        return spec_.burstEvery > Nanos::zero() ? at - at % spec_.burstEvery : at;
    }

  private:
    /// The exponential is the gamma of shape 1.
    static double shapeOf(const ArrivalSpec& spec) {
        return spec.process == ArrivalProcess::Gamma ? spec.burstiness : 1;
    }

    ArrivalSpec spec_;
    RateCurve curve_;
    boost::random::mt19937_64 engine_;
    boost::random::gamma_distribution<double> gaps_;
    std::uint64_t count_ = 0;
    double events_ = 0;  // of a process of rate 1
};

ArrivalTimes::ArrivalTimes(const ArrivalSpec& spec, std::uint64_t seed)
    : impl_(std::make_unique<Impl>(spec, seed)) {}
ArrivalTimes::~ArrivalTimes() = default;
ArrivalTimes::ArrivalTimes(ArrivalTimes&&) noexcept = default;

Nanos ArrivalTimes::next() {
    return impl_->next();
}

}  // namespace sagebench
