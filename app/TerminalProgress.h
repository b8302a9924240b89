// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/RunSnapshot.h"
#include "metrics/WorkloadMetrics.h"

namespace sagebench::app {

// What a run looks like on a terminal: pure functions of its values.

struct ProgressStyle {
    int width = 80;  ///< columns; no line is wider than one less
    bool colour = true;
    bool unicode = true;
    int nameWidth = 0;  ///< workload names are filled up to this, so that lines stand in columns
};

/// The live picture of the current workload, two lines:
/// " ▸ stress_test  3/3  ━━━━━━━━╸───  7/10  70 %" and its figures.
std::vector<std::string> progressLines(const RunSnapshot& snapshot, const ProgressStyle& style);

/// The line that stays when a workload is done: " ✓ stress_test  10/10  TTFT p50 …".
std::string finishedLine(const WorkloadMetrics& metrics, const ProgressStyle& style);

/// The same for output that is no terminal: "[3/3] stress_test: 10 requests", "… 7/10 done, …",
/// "… done: 10 ok, …". `index` from 0.
std::string plainStartLine(const RunSnapshot& snapshot);
std::string plainProgressLine(const RunSnapshot& snapshot);
std::string plainFinishedLine(const WorkloadMetrics& metrics, int index, int count);

/// "connect 2, timeout 1"; empty without errors.
std::string errorsText(const WorkloadMetrics& metrics);

}  // namespace sagebench::app
