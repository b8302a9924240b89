// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

struct TableStyle {
    int width = 100;  ///< columns of the terminal; metrics that don't fit go to a second block
    bool colour = false;
    bool unicode = true;
};

/// The final table of a run, one row a workload, with warnings and errors below it.
std::string tableReport(const RunSummary& summary, const TableStyle& style);

}  // namespace sagebench
