// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/GapSamples.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace sagebench {
namespace {

bool fitsNanos(Nanos gap, std::uint64_t tokens) {
    return tokens == 1 && gap >= Nanos::zero() &&
           gap.count() <= std::numeric_limits<std::uint32_t>::max();
}

std::vector<double> allInMs(const std::vector<std::uint32_t>& nanos) {
    std::vector<double> ms;
    ms.reserve(nanos.capacity());
    std::ranges::transform(nanos, std::back_inserter(ms),
                           [](std::uint32_t ns) { return toMs(Nanos(ns)); });
    return ms;
}

}  // namespace

void GapSamples::add(Nanos gap, std::uint64_t tokens) {
    if (!wide_ && !fitsNanos(gap, tokens)) {
        widen();
    }
    if (wide_) {
        ms_.insert(ms_.end(), tokens, toMs(gap) / static_cast<double>(tokens));
    } else {
        nanos_.push_back(static_cast<std::uint32_t>(gap.count()));
    }
}

void GapSamples::widen() {
    ms_ = allInMs(nanos_);
    nanos_ = {};
    wide_ = true;
}

std::vector<double> GapSamples::values() const {
    return wide_ ? ms_ : allInMs(nanos_);
}

Distribution GapSamples::distribution() {
    return wide_ ? distributionOf(ms_) : distributionOfNanos(nanos_);
}

std::optional<double> GapSamples::percentileOfSorted(double p) const {
    if (wide_ ? ms_.empty() : nanos_.empty()) {
        return std::nullopt;
    }
    return wide_ ? percentile(ms_, p) : percentileOfNanos(nanos_, p);
}

}  // namespace sagebench
