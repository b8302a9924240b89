// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "plan/RecordedRequests.h"
#include "plan/RunPlan.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// What the report must say of how far a data set went: that its rows were sent more than once, or
/// that it was at its end before the load was. `sent`: records of the workload. Pure.
std::vector<std::string> datasetUseWarnings(const WorkloadSpec& spec, const RecordedRequests& rows,
                                            std::span<const RequestRecord> sent);

}  // namespace sagebench
