// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// The section of one workload in REPORT.md. `spec` may be null: not known.
std::string markdownWorkload(const WorkloadMetrics& metrics, const WorkloadSpec* spec);

}  // namespace sagebench
