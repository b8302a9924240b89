// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// A figure whose interval is wider than a difference that has to be seen.
struct WideInterval {
    std::string label;  ///< "p99 TTFT"
    double width = 0;   ///< relative to the figure
};

/// Whether an interval is wider than a share of its figure.
bool isWider(const ConfidenceInterval& interval, double figure, double difference);

/// Samples that make the interval as narrow as the difference, for one of so many: the width falls
/// with the square root of their number.
double factorNeeded(double relativeWidth, double difference);

/// "p99 TTFT (12 % wide) and mean ITL (7.5 % wide)", the widest first.
std::string listed(std::vector<WideInterval> wide);

/// A warning where the 95 % interval of a headline figure is wider than the difference, or can't be
/// told: which, how wide, and about how much more must be measured. Absent: none is, or no
/// difference is asked for. `difference` is a fraction of the figure.
std::optional<std::string> wideIntervals(const WorkloadMetrics& metrics,
                                         std::optional<double> difference);

}  // namespace sagebench
