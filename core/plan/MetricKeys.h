// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sagebench {

/// The keys of <workload>_metrics.json that hold a number, sorted: what a contract can be about.
const std::vector<std::string>& numericMetricKeys();

}  // namespace sagebench
