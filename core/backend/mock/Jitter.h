// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "backend/mock/Draws.h"
#include "base/Time.h"

namespace sagebench {

/// Times multiplied by a factor that is uniform in [1 − amount, 1 + amount].
class Jitter {
  public:
    Jitter(std::uint64_t seed, double amount) : seed_(seed), amount_(amount) {}

    Nanos apply(Nanos time, std::uint64_t request, std::uint64_t token) const {
        if (amount_ == 0) {
            return time;
        }
        const double u = unitInterval(draw(DrawFor::Jitter, seed_, request, token));
        const double factor = 1 + amount_ * (2 * u - 1);
        return Nanos(std::llround(static_cast<double>(time.count()) * factor));
    }

  private:
    std::uint64_t seed_;
    double amount_;
};

}  // namespace sagebench
