// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "metrics/BinnedSamples.h"
#include "metrics/CircularBlocks.h"
#include "metrics/ConfidenceInterval.h"

namespace sagebench {

/// Samples of neighbours in time, added up.
struct CellSum {
    double sum = 0;
    double count = 0;
};

inline constexpr double kFewestBlocks = 8;

/// 95 % interval from the figures of resamples: their percentiles, a little further out where
/// there are few blocks, as Student's t is wider than the normal distribution (the expanded
/// percentile interval of Hesterberg, The American Statistician 69:371-386, 2015). Sorts them.
ConfidenceInterval expandedInterval(std::vector<double>& resampled, double blocks);

/// Of the mean over all samples. Absent: fewer than kFewestBlocks blocks, or no sample.
std::optional<ConfidenceInterval> meanInterval(std::span<const CellSum> cells,
                                               const CircularBlocks& blocks);

/// Of percentiles (`levels` of 0..1, ascending), as places among all samples in order of value.
/// Absent: fewer than kFewestBlocks blocks, or fewer than eight of them have samples on one side of
/// the percentile: the true one may then well lie beyond all that was seen.
std::vector<std::optional<ConfidenceInterval>> placeIntervals(const BinnedSamples& samples,
                                                              std::span<const double> levels,
                                                              const CircularBlocks& blocks);

}  // namespace sagebench
