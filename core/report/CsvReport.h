// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// `benchmark_summary.csv`: RFC 4180, `workload` and the scalar metric keys as header, a row a
/// workload; unknown is empty. With a contract, `contract_passed` stands last.
std::string csvReport(const RunSummary& summary);

}  // namespace sagebench
