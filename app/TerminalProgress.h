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
    // So that the lines of finished workloads stand in columns:
    int nameWidth = 0;    ///< names are filled up to this
    int countDigits = 0;  ///< counts of requests too
};

/// The live picture of the current workload, two lines:
/// " ▸ stress_test  3/3  ━━━━━━━━╸───  7/10  70 %" and its figures; a third where the client sees
/// that it disturbs the measurement.
std::vector<std::string> progressLines(const RunSnapshot& snapshot, const ProgressStyle& style);

/// The line that stays when a workload is done: " ✓ stress_test  10/10  TTFT p50 …".
std::string finishedLine(const WorkloadMetrics& metrics, const ProgressStyle& style);

// The same for output that is no terminal; `index` of the workload from 0, of `count`.

/// "[3/3] stress_test: 10 requests of 256 prompt and 256 output tokens, all at once"
std::string plainStartLine(const WorkloadSpec& spec, int index, int count);
/// "[3/3] stress_test: 7/10 done, 3 in flight, 0 errors, …"
std::string plainProgressLine(const RunSnapshot& snapshot);
/// "[3/3] stress_test: done in 2.6 s: 10 ok, 0 failed, …"
std::string plainFinishedLine(const WorkloadMetrics& metrics, int index, int count);

/// "connect 2, timeout 1"; empty without errors.
std::string errorsText(const WorkloadMetrics& metrics);

}  // namespace sagebench::app
