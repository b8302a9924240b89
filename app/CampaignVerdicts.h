// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "campaign/PointResult.h"

namespace sagebench::app {

/// What a run at this load did not reach of the contract, in a sentence.
struct ContractMiss {
    double load = 0;
    std::string text;
    std::optional<LoadAxis> axis = LoadAxis::Rate;  ///< absent: a repeat, whose load is a number
};

/// What is told of them at a campaign's end. Of a sweep or repeat each. Of a search the load that
/// it found counts: the first of its runs that missed, and how many did.
std::vector<std::string> contractComplaints(std::span<const ContractMiss> misses, bool search,
                                            std::optional<double> best);

/// There are points with requests, and no request of any of them succeeded.
bool nothingSucceeded(std::span<const PointResult> points);

}  // namespace sagebench::app
