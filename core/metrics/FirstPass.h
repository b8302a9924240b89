// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "metrics/ErrorCounts.h"
#include "metrics/EventRate.h"
#include "metrics/MeasuredWindow.h"
#include "metrics/RequestColumns.h"
#include "metrics/RequestMetrics.h"
#include "metrics/StreamQuality.h"
#include "metrics/TokenTotals.h"

namespace sagebench {

/// One sample a request; ms, throughput in tokens a second.
struct LatencySamples {
    std::vector<double> ttft, tpot, e2el, ttftScheduled, e2elScheduled, sendLag, throughput;

    void add(const RequestMetrics& m);
};

/// All that one pass over the measured records gives, but the samples of token gaps: those are
/// counted here and collected later, one kind at a time, so that no more than eight bytes a token
/// are held.
struct FirstPass {
    std::uint64_t successful = 0, failed = 0, cancelled = 0, reconnects = 0;
    std::uint64_t itlSamples = 0, iclSamples = 0;
    LatencySamples latencies;
    RequestColumns columns;  ///< the same by request
    ErrorCounts errors;
    MeasuredWindow window;
    TokenTotals tokens;
    StreamQuality quality;
    EventRate events;

    void add(const RequestRecord& measured, int sharedPromptTokens);

  private:
    void addSuccessful(const RequestRecord& record, int sharedPromptTokens);
};

}  // namespace sagebench
