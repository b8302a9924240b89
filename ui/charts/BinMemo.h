// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "charts/Decimation.h"

namespace sagebench::ui {

/// What was worked out of each bin's histogram, kept while the bin holds the same samples:
/// a tick of a live run changes few of them. No larger than the bins on the screen.
template <class Value>
class BinMemo {
  public:
    /// `source` tells series apart; `make` gets a bin's histogram. Histograms of one source and
    /// bucket width only grow.
    template <class Make>
    const std::vector<Value>& update(std::uint64_t source, Buckets buckets, const Bins& bins,
                                     const LatencyHistogram SeriesBucket::*which, Make make) {
        if (source != source_ || bins.group != bins_.group || bins.first != bins_.first ||
            bins.bucketSeconds != bins_.bucketSeconds) {
            clear();
        }
        source_ = source;
        bins_ = bins;
        values_.resize(bins.count);
        totals_.resize(bins.count, kNothingYet);
        for (std::size_t i = 0; i < bins.count; ++i) {
            updateBin(i, bins.of(buckets, i), which, make);
        }
        return values_;
    }

    void clear() {
        values_.clear();
        totals_.clear();
    }

  private:
    static constexpr std::uint64_t kNothingYet = ~std::uint64_t{0};

    template <class Make>
    void updateBin(std::size_t i, Buckets buckets, const LatencyHistogram SeriesBucket::*which,
                   Make make) {
        std::uint64_t total = 0;
        for (const SeriesBucket& bucket : buckets) {
            total += (bucket.*which).total();
        }
        if (total == totals_[i]) {
            return;
        }
        totals_[i] = total;
        merged_.clear();
        for (const SeriesBucket& bucket : buckets) {
            if ((bucket.*which).total() > 0) {
                merged_.merge(bucket.*which);
            }
        }
        values_[i] = make(merged_);
    }

    std::uint64_t source_ = 0;
    Bins bins_;
    std::vector<Value> values_;
    std::vector<std::uint64_t> totals_;
    LatencyHistogram merged_;
};

}  // namespace sagebench::ui
