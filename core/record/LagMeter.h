// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>

#include "record/LatencyHistogram.h"

namespace sagebench {

/// Counts delays on one thread, for any other to read while it goes on: no lock, no waiting, and
/// for the writer no more than a histogram costs.
class LagMeter {
  public:
    /// One thread only.
    void add(Nanos lag, std::uint32_t times = 1) {
        auto& count = counts_[LatencyHistogram::bucketOf(lag)];
        count.store(count.load(std::memory_order_relaxed) + times, std::memory_order_relaxed);
    }
    /// Any thread: what was counted so far, but for what is being added just now.
    LatencyHistogram read() const {
        LatencyHistogram out;
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            out.addToBucket(i, counts_[i].load(std::memory_order_relaxed));
        }
        return out;
    }

  private:
    std::array<std::atomic<std::uint32_t>, LatencyHistogram::kBuckets> counts_{};
};

}  // namespace sagebench
