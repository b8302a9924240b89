// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// One of the figures that runs are compared by, and that have an interval.
struct HeadlineFigure {
    std::string_view key;    ///< as in <workload>_metrics.json
    std::string_view label;  ///< "p99 TTFT"
    bool isLatency = true;   ///< in ms; else an amount a second
    std::optional<double> (*of)(const WorkloadMetrics&) = nullptr;
};

/// Mean, p50, p95 and p99 of TTFT, TPOT, ITL and E2EL, then requests and output tokens a second.
std::span<const HeadlineFigure> headlineFigures();

/// Absent: not known.
std::optional<ConfidenceInterval> intervalOf(const WorkloadMetrics& metrics, std::string_view key);

}  // namespace sagebench
