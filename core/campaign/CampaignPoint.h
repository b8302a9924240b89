// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "plan/RunPlan.h"

namespace sagebench {

/// One run of a campaign. A value.
struct CampaignPoint {
    int number = 1;      ///< from 1, in order of running
    double load = 0;     ///< the value of the axis; of a repeat the number
    std::string label;   ///< "rate-10", "run-3"
    std::string folder;  ///< "runs/001-rate-10", in the campaign's folder
    RunPlan plan;        ///< with its own seed, load and folder; one run
};

}  // namespace sagebench
