// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "metrics/WorkloadMetrics.h"

namespace sagebench {

/// REPORT.md, GitHub Markdown.
std::string markdownReport(const RunSummary& summary);

}  // namespace sagebench
