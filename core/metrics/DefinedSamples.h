// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "metrics/Distribution.h"
#include "metrics/ToolDefinition.h"

namespace sagebench {

/// A latency as the tools tell it. Absent: no sample.
struct LatencyFigures {
    std::uint64_t count = 0;  ///< samples
    std::optional<double> avg, p50, p90, p95, p99;

    bool operator==(const LatencyFigures&) const = default;
};

LatencyFigures latencyFigures(const Distribution& distribution);

/// Samples (ms) of which some may count more than others.
class DefinedSamples {
  public:
    /// A sample of weight 0 is none.
    void add(double value, double weight = 1);
    /// Linear interpolation knows no weights: all must be 1.
    LatencyFigures figures(PercentileKind kind);

  private:
    struct Sample {
        double value, weight;
    };
    LatencyFigures interpolated() const;
    double percentile(PercentileKind kind, double p) const;

    std::vector<Sample> samples_;
    double totalWeight_ = 0;
};

}  // namespace sagebench
