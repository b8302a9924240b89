// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "metrics/Bootstrap.h"
#include "metrics/FirstPass.h"
#include "metrics/GapSamples.h"
#include "metrics/RequestCells.h"
#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// The intervals of a workload's headline figures, by resampling its requests in order of being
/// sent, in blocks whose length follows from how alike neighbours are (docs/METRICS.md). A
/// request's gaps stay together. Equal records and seed give equal intervals.
class RunConfidence {
  public:
    RunConfidence(const RequestColumns& requests, std::uint64_t seed)
        : requests_(requests), seed_(seed) {}

    /// Before the gaps are sorted, in the order of the requests.
    void takeGaps(const GapSamples& asRead);
    /// After.
    void fillGaps(const GapSamples& sorted, ConfidenceIntervals& out) const;
    /// `sorted`: samples of all successful requests.
    void fillLatencies(const LatencySamples& sorted, ConfidenceIntervals& out) const;
    /// Needs the duration, and the totals.
    void fillThroughputs(const TimeSpan& window, bool tokensKnown, ConfidenceIntervals& out) const;

  private:
    /// One metric, ready to be resampled.
    struct Resampling {
        std::size_t requests = 0;
        std::vector<CellSum> sums;
        BinnedSamples samples;
    };
    using ValueAt = std::function<double(double place)>;

    void fillLatency(const std::string& name, const std::vector<double>& column,
                     const std::vector<double>& sorted, ConfidenceIntervals& out) const;
    void fill(const std::string& name, const Resampling& metric, const ValueAt& at,
              ConfidenceIntervals& out) const;
    std::optional<ConfidenceInterval> throughput(const std::vector<SpreadAmount>& amounts,
                                                 const TimeSpan& window,
                                                 const std::string& key) const;
    CircularBlocks blocksOf(const std::vector<CellSum>& cells, const std::string& name) const;

    const RequestColumns& requests_;
    std::uint64_t seed_;
    std::optional<Resampling> gaps_;
};

}  // namespace sagebench
