// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "metrics/WorkloadMetrics.h"
#include "record/RequestRecord.h"
#include "record/WorkloadContext.h"

namespace sagebench::test {

/// One workload of the run below, as the engine would hand it over.
struct SampleWorkload {
    WorkloadContext context;
    std::vector<RequestRecord> records;
};

/// A run written by hand: "short_input", three requests one after another on a quiet server, and
/// "stress_test", five at once, one of which fails with an ugly message, on a client that is too
/// busy.
struct SampleRun {
    RunInfo info;
    SampleWorkload shortInput;
    SampleWorkload stressTest;

    RunSummary summary() const;
};

SampleRun sampleRun();

}  // namespace sagebench::test
