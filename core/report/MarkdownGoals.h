// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// "**SLOs missed** by stress_test. **Contract year1 passed.**", for the top of REPORT.md. Empty:
/// the plan has no goals.
std::string markdownGoalHeadline(const RunSummary& summary);

/// The section "Goals": each SLO and each threshold, what was measured, the verdict.
std::string markdownGoals(const RunSummary& summary);

}  // namespace sagebench
