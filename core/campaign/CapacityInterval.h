// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "campaign/LoadSearch.h"

namespace sagebench {

struct CapacityInterval {
    double low = 0;
    std::optional<double> high;  ///< absent: no load missed, so nothing bounds it
    bool operator==(const CapacityInterval&) const = default;
};

/// 95 % credible interval of the capacity: the load at which half of the runs would meet the SLOs.
/// A load is met with the probability of a logistic curve that falls over the logarithm of the load
/// around the capacity (as thresholds are found in psychophysics: Watson & Pelli, QUEST, 1983); its
/// width is not known and is taken from 0.2 % to 10 % of the load alike, and one run of fifty may
/// end either way for reasons of its own. All capacities between half the lowest and twice the
/// highest load tried are taken for equally likely (by logarithm) before the first trial. The
/// interval is then widened, where it has to be, to hold the highest load that met below all that
/// missed, the lowest that missed, and every load whose runs disagree.
/// `whole`: bounds are rounded outwards. Absent: no trial.
std::optional<CapacityInterval> capacityInterval(std::span<const LoadTrial> trials, bool whole);

}  // namespace sagebench
