// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/CampaignSummary.h"
#include "metrics/ConfidenceInterval.h"
#include "metrics/HeadlineFigures.h"

namespace sagebench {

/// A figure over runs of the same plan.
struct FigureSpread {
    int runs = 0;  ///< that tell it, at least 2
    double mean = 0;
    double std = 0;              ///< of the sample: n - 1
    std::optional<double> cv{};  ///< std / mean; absent: the mean is not above 0
    double min = 0, max = 0;
    ConfidenceInterval ci95{};  ///< of the mean, by Student's t with n - 1 degrees of freedom

    bool operator==(const FigureSpread&) const = default;
};

/// Absent: fewer than two values.
std::optional<FigureSpread> spreadOfValues(std::span<const double> values);

struct HeadlineSpread {
    HeadlineFigure figure;
    std::vector<double> values;       ///< of the runs that tell it, in order
    std::vector<std::string> doubts;  ///< of the same runs: WorkloadFigures::doubt()
    FigureSpread spread;
};

struct WorkloadSpread {
    std::string name;
    std::vector<HeadlineSpread> figures;
};

/// Between the runs of a repeat that were measured to their end; in order of the first run's
/// workloads. Empty: it is no repeat, or has fewer than two such runs.
std::vector<WorkloadSpread> spreadBetween(const CampaignSummary& summary);

/// One that is shown where there is little room: not the mean, not p95.
bool isShownOfSpread(const HeadlineFigure& figure);

/// Where an interval is wider than the plan's difference: which, and about how many runs it would
/// take. A sentence a workload.
std::vector<std::string> spreadWarnings(const CampaignSummary& summary);

}  // namespace sagebench
