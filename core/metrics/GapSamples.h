// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/Time.h"
#include "metrics/Distribution.h"

namespace sagebench {

/// Inter-token latencies of a whole run, which are most of what its figures need memory for: four
/// bytes each while all are whole nanoseconds below 4.29 s, else eight.
class GapSamples {
  public:
    void reserve(std::uint64_t samples) { nanos_.reserve(samples); }
    /// A gap in which that many tokens came, once for each, divided by them.
    void add(Nanos gap, std::uint64_t tokens);
    /// In ms, as they were added.
    std::vector<double> values() const;
    std::size_t size() const { return wide_ ? ms_.size() : nanos_.size(); }
    /// In ms.
    double inMs(std::size_t i) const { return wide_ ? ms_[i] : toMs(Nanos(nanos_[i])); }
    /// In ms. Sorts the samples.
    Distribution distribution();
    /// In ms, after distribution(). Absent: no sample.
    std::optional<double> percentileOfSorted(double p) const;

  private:
    void widen();

    bool wide_ = false;
    std::vector<std::uint32_t> nanos_;
    std::vector<double> ms_;
};

}  // namespace sagebench
